/**
 * The content of a mail, and the message made from it. To send other mails, write a {@link MailTemplate} and
 * name its file in the setting `mailTemplate`.
 */

/** The subject has no line breaks. Each body is complete without the other. */
export interface Message {
  subject: string;
  text: string;
  html: string;
}

interface MailFacts {
  /** Language tags of the user, then of the app, best first; may be empty. */
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
  /** Whether the subject holds the code. Notifications on locked screens show the subject. */
  codeInSubject: boolean;
  /** Epoch milliseconds. */
  requestedAt: number;
  /** Minutes from then. */
  lifetime: number;
}

/** Says that someone who knows the password entered too many wrong codes. */
export interface LockMail extends MailFacts {
  kind: 'lock';
  /** Epoch milliseconds. */
  lockedUntil: number;
}

export type Mail = CodeMail | LockMail;

/** Must return the same message for the same mail, because each try builds the mail again. */
export type MailTemplate = (mail: Mail) => Message;
