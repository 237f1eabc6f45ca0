/**
 * What a mail is made from, and what it is made into. App teams who want other mails write a
 * {@link MailTemplate} and name its file in the setting `mailTemplate`.
 */

/** Subject without line breaks; both bodies complete in themselves. */
export interface Message {
  subject: string;
  text: string;
  html: string;
}

interface MailFacts {
  /** Language tags that the user, then the app, asked for, best first; may be empty. */
  locales: string[];
  productName: string;
  /** `#rrggbb` */
  brandColor: string;
  supportAddress: string | undefined;
}

/** A code to sign in with. */
export interface CodeMail extends MailFacts {
  kind: 'code';
  code: string;
  /** Whether the code may stand in the subject, where notifications on a locked screen show it. */
  codeInSubject: boolean;
  /** Epoch milliseconds. */
  requestedAt: number;
  /** Minutes from then. */
  lifetime: number;
}

/** Tells that someone who knows the password kept guessing codes. */
export interface LockMail extends MailFacts {
  kind: 'lock';
  /** Epoch milliseconds. */
  lockedUntil: number;
}

export type Mail = CodeMail | LockMail;

/** Must give the same message for the same mail: a mail is built anew when it is tried again. */
export type MailTemplate = (mail: Mail) => Message;
