import { setTimeout as sleep } from 'node:timers/promises';

/** A mail in a mailbox that a test reads. */
export interface ReceivedMail {
  /** The same each time that the mailbox is read. */
  id: string;
  subject: string;
  /** The plain text of the mail, decoded. */
  text: string;
  receivedAt: Date;
}

/**
 * Reads a mailbox.
 * @returns the mails to one address, in any order
 */
export type Inbox = (email: string) => Promise<ReceivedMail[]>;

export interface LatestCodeOptions {
  /** Reads the mailbox that the address belongs to. */
  inbox: Inbox;
  /** Mails before this time do not count. @default all count */
  since?: Date;
  /** Milliseconds to wait for the mail. @default 30000 */
  timeout?: number;
  /** Milliseconds between looks into the mailbox. @default 1000 */
  interval?: number;
}

/** Mails whose code was given already, by mailbox. */
const given = new WeakMap<Inbox, Set<string>>();

/**
 * Waits for a mail with a code and gives the newest code that no call gave before. So call it once after each
 * sign-in, and a code of an earlier sign-in never gets in the way.
 * @throws Error if no mail with a code comes in time
 */
export async function latestCode(email: string, options: LatestCodeOptions): Promise<string> {
  const { inbox, since = new Date(0), timeout = 30_000, interval = 1_000 } = options;
  const known = given.get(inbox) ?? new Set();
  given.set(inbox, known);
  for (const deadline = Date.now() + timeout; ; await sleep(interval)) {
    const mails = (await inbox(email)).filter(({ receivedAt }) => receivedAt >= since);
    const fresh = mails
      .filter(({ id }) => !known.has(id))
      .flatMap((mail) => ({ mail, code: codeIn(mail) }))
      .filter(({ code }) => code !== undefined)
      .sort((a, b) => a.mail.receivedAt.getTime() - b.mail.receivedAt.getTime());
    const { code } = fresh.at(-1) ?? {};
    if (code !== undefined) {
      for (const { mail } of fresh) known.add(mail.id);
      return code;
    }
    if (Date.now() >= deadline) {
      throw new Error(
        `No new mail with a code came to ${email} in ${timeout} ms; mails there: ${mails.length}.`,
      );
    }
  }
}

/** The only run of 6 to 10 digits in the subject, or else in the text. */
export function codeIn({ subject, text }: Pick<ReceivedMail, 'subject' | 'text'>) {
  for (const part of [subject, text]) {
    const [code, ...others] = new Set(part.match(/(?<!\d)\d{6,10}(?!\d)/g) ?? []);
    if (code && others.length === 0) return code;
  }
  return undefined;
}
