import { setTimeout as sleep } from 'node:timers/promises';
import type { StackFacts } from '../../infra/cli/stack-file';
import { codeIn, type Mail } from '../support/inbox';

/**
 * Hands each code to whoever waits at its address. Asks the inbox only for the latest two seconds: reading
 * a store of thousands over and over would be what the bench measures.
 */
export class InboxWatcher {
  private readonly unread = new Map<string, string[]>();
  private readonly waiting = new Map<string, (code: string) => void>();
  private readonly seen = new Set<string>();
  private since = Math.floor(Date.now() / 1000);
  private running = true;
  private readonly loop: Promise<void>;

  /** @param interval milliseconds between two looks */
  constructor(
    private readonly stack: StackFacts,
    private readonly interval = 20,
  ) {
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
    for (; this.running; await sleep(this.interval)) {
      for (const mail of await this.latest()) {
        if (!this.seen.has(mail.messageId)) this.deliver(mail);
        // Mails that came together may be told of in another order than their seconds.
        this.since = mail.at - 1;
      }
    }
  }

  /** On a machine that hundreds of sign-ins keep busy a kept connection may have been closed: ask again. */
  private async latest(): Promise<Mail[]> {
    try {
      const response = await fetch(`${this.stack.endpoints.ses}/store?since=${this.since}`);
      return ((await response.json()) as { emails: Mail[] }).emails;
    } catch {
      return [];
    }
  }

  private deliver(mail: Mail): void {
    this.seen.add(mail.messageId);
    if (!isCodeMail(mail)) return;
    const [address = ''] = mail.destination.to;
    const waiter = this.waiting.get(address);
    if (waiter) {
      this.waiting.delete(address);
      waiter(codeIn(mail));
    } else {
      this.unread.set(address, [...(this.unread.get(address) ?? []), codeIn(mail)]);
    }
  }
}

export const isCodeMail = ({ subject }: Mail): boolean => /is your .* code/.test(subject);
