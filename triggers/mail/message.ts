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

interface CommonContent {
  /** Language tags of the user, then of the app, best first; may be empty. */
  locales: string[];
  productName: string;
  /** `#rrggbb` */
  brandColor: string;
  supportAddress: string | undefined;
  /** Who resets a forgotten password: the user by email, or an administrator. */
  recovery: 'email' | 'admin';
  /** Address of the sign-in page, with `https:`; undefined if it is unknown. */
  pageUrl: string | undefined;
  /** IANA name of the user's time zone; times are in UTC without it. */
  timeZone: string | undefined;
}

/** A code to sign in with. */
export interface CodeMail extends CommonContent {
  kind: 'code';
  code: string;
  /** Whether the subject holds the code. Notifications on locked screens show the subject. */
  codeInSubject: boolean;
  /** Epoch milliseconds. */
  requestedAt: number;
  /** Minutes from then. */
  lifetime: number;
  /** Masked address of the account. */
  account: string;
  /** Where the code was requested; names that public-parameters.ts lists, or undefined. */
  browserName: string | undefined;
  systemName: string | undefined;
}

/** Says that someone who knows the password entered too many wrong codes. */
export interface LockMail extends CommonContent {
  kind: 'lock';
  /** Masked address of the account. */
  account: string;
  /** Epoch milliseconds. */
  lockedUntil: number;
}

/** Says at the old address that the account has a new one. */
export interface AddressChangedMail extends CommonContent {
  kind: 'addressChanged';
  /** Masked. */
  newAddress: string;
  /** Epoch milliseconds. */
  changedAt: number;
  /** When codes start to go to the new address, epoch milliseconds; may be in the past. */
  codesMoveAt: number;
}

/** Says that the password was reset by email. */
export interface PasswordChangedMail extends CommonContent {
  kind: 'passwordChanged';
  /** Masked address of the account. */
  account: string;
  /** Epoch milliseconds. */
  changedAt: number;
}

/** Says that a browser was remembered, in which no code is asked for. */
export interface BrowserRememberedMail extends CommonContent {
  kind: 'browserRemembered';
  /** Epoch milliseconds. */
  rememberedAt: number;
  rememberedUntil: number;
  /** Names that public-parameters.ts lists, or undefined. */
  browserName: string | undefined;
  systemName: string | undefined;
}

/**
 * A code that Cognito makes: to confirm a sign-up, to reset a password, or to confirm another address of an
 * account. Cognito replaces `code`, a placeholder, in the body only, so the subject must not hold it.
 */
export interface AccountCodeMail extends CommonContent {
  kind: 'signUp' | 'passwordReset' | 'newAddress';
  code: string;
  /** Hours. */
  lifetime: number;
}

/** An account that an admin created. Cognito replaces both placeholders, in the body only. */
export interface InvitationMail extends CommonContent {
  kind: 'invitation';
  username: string;
  temporaryPassword: string;
}

/** Mails that the stream's mailer sends. */
export type SentMail =
  CodeMail | LockMail | AddressChangedMail | PasswordChangedMail | BrowserRememberedMail;
/** Mails that Cognito sends. */
export type CognitoMail = AccountCodeMail | InvitationMail;
export type Mail = SentMail | CognitoMail;

/** Must return the same message for the same mail, because each try builds the mail again. */
export type Template<Content extends Mail> = (mail: Content) => Message;
/** A template of all mails. */
export type MailTemplate = Template<Mail>;
