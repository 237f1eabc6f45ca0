import { setTimeout as sleep } from 'node:timers/promises';
import type { StackFacts } from '../../infra/local/stack-file';
import { codeIn, type Mail } from '../support/inbox';

const POLL_MS = 20;

/**
 * Hands each code to whoever waits at its address. Asks the inbox only for the latest second: reading a
 * store of thousands over and over would be what the bench measures.
 */
export class InboxWatcher {
  /** Code mails so far, by address. */
  readonly counts = new Map<string, number>();
  private readonly unread = new Map<string, string[]>();
  private readonly waiting = new Map<string, (code: string) => void>();
  private readonly seen = new Set<string>();
  private since = Math.floor(Date.now() / 1000);
  private running = true;
  private readonly loop: Promise<void>;

  constructor(private readonly stack: StackFacts) {
    this.loop = this.watch();
  }

  /** The next code mailed to an address. */
  async next(address: string): Promise<string> {
    return (
      this.unread.get(address)?.shift() ??
      new Promise<string>((resolve) => this.waiting.set(address, resolve))
    );
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.loop;
  }

  private async watch(): Promise<void> {
    for (; this.running; await sleep(POLL_MS)) {
      for (const mail of await this.latest()) {
        if (!this.seen.has(mail.messageId)) this.deliver(mail);
        this.since = mail.at;
      }
    }
  }

  /** On a machine that hundreds of sign-ins keep busy a kept connection may have been closed: ask again. */
  private async latest(): Promise<Mail[]> {
    try {
      const response = await fetch(`${this.stack.inboxUrl}/store?since=${this.since}`);
      return ((await response.json()) as { emails: Mail[] }).emails;
    } catch {
      return [];
    }
  }

  private deliver(mail: Mail): void {
    this.seen.add(mail.messageId);
    const [address = ''] = mail.destination.to;
    if (!/is your .* code/.test(mail.subject)) return;
    this.counts.set(address, (this.counts.get(address) ?? 0) + 1);
    const waiter = this.waiting.get(address);
    if (waiter) {
      this.waiting.delete(address);
      waiter(codeIn(mail));
    } else {
      this.unread.set(address, [...(this.unread.get(address) ?? []), codeIn(mail)]);
    }
  }
}
