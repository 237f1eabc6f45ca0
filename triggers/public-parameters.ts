/**
 * All that triggers and clients exchange: the public challenge parameters of a CUSTOM_CHALLENGE, the
 * clientMetadata that a client sends with an answer, and the refusals for people. Shared by the triggers,
 * the web app and the tests; imports nothing.
 */

/** Why the client gets this challenge. */
export type ChallengeOutcome =
  /** A new code is on its way. */
  | 'CODE_SENT'
  /** The answer was wrong; the same code still works. */
  | 'WRONG_CODE'
  /**
   * A new code was asked for too early, or there were too many. No mail is sent, the same code still
   * works, and `resendIn` says when to ask again.
   */
  | 'RESEND_TOO_EARLY'
  /** The code has expired; a new one can be asked for. */
  | 'CODE_EXPIRED'
  /** Answer to a question about the mail: no failure is known. */
  | 'MAIL_ON_ITS_WAY'
  /** Answer to a question about the mail: it could not be delivered to this address. */
  | 'MAIL_FAILED';

/**
 * `ChallengeParameters` of the CUSTOM_CHALLENGE, `nextStep.additionalInfo` in Amplify. Cognito carries
 * strings only. Times are durations, so that a wrong clock on the client does not matter.
 */
export interface PublicChallengeParameters {
  challenge: 'EMAIL_CODE';
  outcome: ChallengeOutcome;
  /** Masked address, for example `j•••@e•••`. */
  destination: string;
  /** Number of digits of the code. */
  codeLength: string;
  /** Seconds until the code expires, 0 when it has. */
  codeExpiresIn: string;
  /** Seconds until a new code may be asked for, 0 when it may. */
  resendIn: string;
  /** Answers left for this code, at least 1; fewer if Cognito had to run a trigger again. */
  attemptsLeft: string;
}

/**
 * `clientMetadata` of `confirmSignIn` (RespondToAuthChallenge) that asks for a new code. The answer sent
 * with it is not an attempt; it may be any text but an empty one.
 */
export const RESEND_METADATA = { action: 'resend' } as const;
/** The same, to ask whether the mail with the code could be delivered. Each question is a round; ask sparingly. */
export const STATUS_METADATA = { action: 'status' } as const;

/**
 * Each answer to the code challenge must come with `clientMetadata.binding`: a random value of the client,
 * new for each answer. Tokens are given to the request that brought the right code, and to no other one.
 * A sign-in by password alone at the same moment cannot have them.
 */
export const BINDING = {
  metadataName: 'binding',
  /** base64url; 22 characters hold 16 random bytes. */
  pattern: /^[A-Za-z0-9_-]{22,86}$/,
} as const;

/** `clientMetadata` with a new binding, to be sent with an answer. */
export function newBinding(): { binding: string } {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const base64 = btoa(String.fromCharCode(...bytes));
  const binding = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return { [BINDING.metadataName]: binding };
}

/**
 * A client may say in clientMetadata what the mail then uses: `locale`, a language tag; `timeZone`, an IANA
 * name; `browserName` and `systemName` out of these lists. The sign-in remembers them from any call that
 * names them. Anything else is ignored, so that nobody can put text of their own into an email.
 */
export const BROWSER_NAMES = [
  'Chrome',
  'Edge',
  'Firefox',
  'Opera',
  'Safari',
  'Samsung Internet',
] as const;
export const SYSTEM_NAMES = [
  'Android',
  'ChromeOS',
  'iOS',
  'iPadOS',
  'Linux',
  'macOS',
  'Windows',
] as const;

/** Refusals that people can act on; any other error is `EmailMfaUnavailable`. */
export type RefusalCode =
  /** Too many incorrect codes; locked until `retryAt`. */
  | 'EmailMfaLocked'
  /** Too many codes; none before `retryAt`. */
  | 'EmailMfaTooManyCodes'
  /** The account has no verified email address. */
  | 'EmailMfaUnverifiedAddress'
  /** The app sent no binding with the answer, so it needs an update. */
  | 'EmailMfaClientOutdated'
  /** Tokens were asked for without the second factor. */
  | 'EmailMfaRequired'
  /** Something failed on our side; the cause is in the log. */
  | 'EmailMfaUnavailable';

export interface Refusal {
  code: RefusalCode;
  /** For people. */
  message: string;
  /** ISO 8601, UTC: when to try again. */
  retryAt?: string;
}

/**
 * The refusal as one line. Cognito makes it "<Trigger> failed with error <line>.", which adds the full stop.
 */
export function formatRefusal({ code, message, retryAt }: Refusal): string {
  return `${code}${retryAt ? ` [retryAt=${retryAt}]` : ''}: ${message.replace(/\.$/, '')}`;
}

/** Reads a refusal from an error message of Cognito. @returns undefined if it holds none */
export function parseRefusal(errorMessage: string): Refusal | undefined {
  const found = /(EmailMfa[A-Za-z]+)(?: \[retryAt=([0-9TZ:.-]+)\])?: (.*?)\.?$/.exec(errorMessage);
  if (!found?.[1]) return undefined;
  return {
    code: found[1] as RefusalCode,
    message: `${found[3]}.`,
    ...(found[2] && { retryAt: found[2] }),
  };
}
