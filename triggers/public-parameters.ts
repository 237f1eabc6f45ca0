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

/** Whether a browser may be remembered: not at all, if the person wants it, or in any case. */
export type RememberBrowser = 'no' | 'ask' | 'always';

/**
 * `ChallengeParameters` of a CUSTOM_CHALLENGE that asks for the emailed code, `nextStep.additionalInfo` in
 * Amplify. Cognito carries strings only. Times are durations, so that a wrong clock on the client does not
 * matter.
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
  /** Whether the answer may bring a key, so that this browser is not asked for a code again. */
  rememberBrowser: RememberBrowser;
  /** For how many days. */
  rememberDays: string;
}

/**
 * `ChallengeParameters` of a CUSTOM_CHALLENGE that asks a remembered browser to prove its key. No email is
 * sent. The answer is a signature, see {@link browserProofText}, or {@link NO_BROWSER_KEY}. After any answer
 * that is no proof, the sign-in continues with an emailed code.
 */
export interface BrowserKeyParameters {
  challenge: 'BROWSER_KEY';
  /** 32 random bytes, base64url. */
  nonce: string;
  challengeId: string;
  /** `sub` of the user. */
  user: string;
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
 * Remembered browsers: what a client sends in clientMetadata. Binary values are base64url without padding.
 * The key is an ECDSA key on P-256.
 */
export const BROWSER_KEY = {
  /** With the password proof: the id of this browser's key, SHA-256 of its public half. */
  browser: 'browser',
  keyIdPattern: /^[A-Za-z0-9_-]{43}$/,
  /** With a code: the public half of a new key, the 65 bytes 04, x, y. It is kept if the code is right. */
  rememberKey: 'rememberKey',
  publicKeyPattern: /^[A-Za-z0-9_-]{87}$/,
  /** The answer: ECDSA with SHA-256, the 64 bytes r, s, as WebCrypto signs. */
  signaturePattern: /^[A-Za-z0-9_-]{86}$/,
} as const;

/** `clientMetadata` of the password proof that asks for a code even on a remembered browser. */
export const FRESH_METADATA = { fresh: 'yes' } as const;

/** The answer to BROWSER_KEY of a client that does not have the key any more. */
export const NO_BROWSER_KEY = 'none';

/** What a proof of a remembered browser is bound to. */
export interface BrowserProof extends Pick<BrowserKeyParameters, 'challengeId' | 'nonce' | 'user'> {
  userPoolId: string;
  clientId: string;
}

/** The text that a remembered browser signs, as UTF-8. */
export function browserProofText(proof: BrowserProof): string {
  const { userPoolId, clientId, user, challengeId, nonce } = proof;
  return ['email-mfa browser key v1', userPoolId, clientId, user, challengeId, nonce].join('\n');
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
