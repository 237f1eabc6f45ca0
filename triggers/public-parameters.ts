/**
 * What the triggers tell the client, and nothing else: the public challenge parameters of a
 * CUSTOM_CHALLENGE, the clientMetadata a client may send with an answer, and the refusals meant for
 * people. Shared by the triggers, the web app and the tests; imports nothing.
 */

/** Why this challenge came (back). */
export type ChallengeOutcome =
  /** A new code is on its way. */
  | 'CODE_SENT'
  /** The answer was wrong; the same code still works. */
  | 'WRONG_CODE'
  /**
   * A new code was asked for too early, or there were too many; the same code still works, no mail went
   * out, and `resendIn` tells when to ask again.
   */
  | 'RESEND_TOO_EARLY'
  /** The answer came after the code's life; a new code can be asked for. */
  | 'CODE_EXPIRED'
  /** Asked how the mail fares: nothing is known against it. */
  | 'MAIL_ON_ITS_WAY'
  /** Asked how the mail fares: it could not be delivered to this address. */
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
 * `clientMetadata` of `confirmSignIn` / RespondToAuthChallenge. An answer sent with one of these is no
 * attempt and may be anything but empty. Each is a round of the sign-in, so ask sparingly.
 */
export const RESEND_METADATA = { action: 'resend' } as const;
/** Asks whether the mail with the code could be delivered. */
export const STATUS_METADATA = { action: 'status' } as const;

/**
 * `clientMetadata.browserName` and `systemName` that a client may report, for "requested from Firefox on
 * Windows" in the email. Anything else is ignored, so that nobody can put text of their own into an email.
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

/** Refusals that the person can understand and act on; anything else is `EmailMfaUnavailable`. */
export type RefusalCode =
  /** Too many wrong codes: locked until `retryAt`. */
  | 'EmailMfaLocked'
  /** Too many codes asked for: none before `retryAt`. */
  | 'EmailMfaTooManyCodes'
  /** The account has no verified e-mail address. */
  | 'EmailMfaUnverifiedAddress'
  /** Tokens were asked for without the second factor. */
  | 'EmailMfaRequired'
  /** Something failed on our side; the cause is in the log. */
  | 'EmailMfaUnavailable';

export interface Refusal {
  code: RefusalCode;
  /** For people. */
  message: string;
  /** ISO 8601, UTC, when trying again makes sense. */
  retryAt?: string;
}

/**
 * One line that survives Cognito's "<Trigger> failed with error <line>." and gets its full stop from there.
 */
export function formatRefusal({ code, message, retryAt }: Refusal): string {
  return `${code}${retryAt ? ` [retryAt=${retryAt}]` : ''}: ${message.replace(/\.$/, '')}`;
}

/** Finds a refusal in an error message that came through Cognito; undefined if there is none. */
export function parseRefusal(errorMessage: string): Refusal | undefined {
  const found = /(EmailMfa[A-Za-z]+)(?: \[retryAt=([0-9TZ:.-]+)\])?: (.*?)\.?$/.exec(errorMessage);
  if (!found?.[1]) return undefined;
  return {
    code: found[1] as RefusalCode,
    message: `${found[3]}.`,
    ...(found[2] && { retryAt: found[2] }),
  };
}
