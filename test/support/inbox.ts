import { setTimeout as sleep } from 'node:timers/promises';
import type { StackFacts } from '../../infra/cli/stack-file';

/** A mail in the inbox, as `GET /store` gives it. */
export interface Mail {
  messageId: string;
  from: string;
  replyTo: string[];
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  body: { html?: string; text?: string };
  headers?: { name: string; value: string }[];
  /** Epoch seconds. */
  at: number;
}

export interface MailQuery {
  /** Only mails that came after this one. */
  after?: Mail;
  subject?: RegExp;
  /** Milliseconds; 40 s if left out. */
  timeout?: number;
}

/** Epoch seconds. Mails of earlier test files are thousands in the end, too many to read every 50 ms. */
const FILE_STARTED = Math.floor(Date.now() / 1000) - 1;

/**
 * Every mail so far, oldest first.
 * @param since epoch seconds
 */
export async function everyMail({ endpoints }: StackFacts, since = 0): Promise<Mail[]> {
  const response = await fetch(`${endpoints.ses}/store?since=${since}`);
  return ((await response.json()) as { emails: Mail[] }).emails;
}

/** Mails to one address since the test file started, oldest first. */
export async function mailsTo(
  stack: StackFacts,
  to: string,
  { after, subject }: Omit<MailQuery, 'timeout'> = {},
): Promise<Mail[]> {
  const emails = await everyMail(stack, FILE_STARTED);
  const from = emails.findIndex(({ messageId }) => messageId === after?.messageId) + 1;
  return emails
    .slice(from)
    .filter(({ destination }) => destination.to.some((address) => address.includes(to)))
    .filter((mail) => subject?.test(mail.subject) ?? true);
}

/**
 * Waits for a mail and gives the first that fits.
 * @throws Error if none comes in time
 */
export async function waitForMail(
  stack: StackFacts,
  to: string,
  { timeout = 40_000, ...query }: MailQuery = {},
): Promise<Mail> {
  for (const deadline = Date.now() + timeout; Date.now() < deadline; await sleep(50)) {
    const [mail] = await mailsTo(stack, to, query);
    if (mail) return mail;
  }
  throw new Error(`No mail to ${to} in ${timeout} ms`);
}

/** The code in a mail: the only run of 6 to 10 digits in its text. */
export function codeIn({ body }: Mail): string {
  const [code, ...others] = new Set(body.text?.match(/(?<!\d)\d{6,10}(?!\d)/g) ?? []);
  if (!code || others.length > 0) throw new Error(`Not one code in the mail: ${body.text}`);
  return code;
}
