import type {
  BrowserKeyParameters,
  ChallengeOutcome,
  RememberBrowser,
} from '../../../triggers/public-parameters';

/** The code that the person is asked for. Times are epoch milliseconds on this device's clock. */
export interface Challenge {
  /** Masked address. */
  destination: string;
  /** Number of digits. */
  codeLength: number;
  sentAt: number;
  expiresAt: number;
  /** When the person can ask for a new code. */
  resendAt: number;
  attemptsLeft: number;
  /** Whether a wrong code was entered. */
  hasWrongAnswer: boolean;
  /** Whether the email could not be delivered. */
  undelivered: boolean;
  /** Whether this browser is remembered with the code: never, if the person ticks the box, or always. */
  remember: RememberBrowser;
  /** For how long, in days. */
  rememberDays: number;
}

export type ChallengeParameters = Partial<Record<string, string>>;

/** Reads the parameters of a challenge; undefined if it does not ask for the key of this browser. */
export function readBrowserChallenge(
  parameters: ChallengeParameters = {},
): BrowserKeyParameters | undefined {
  const { challenge, user = '', challengeId = '', nonce = '' } = parameters;
  return challenge === 'BROWSER_KEY' ? { challenge, user, challengeId, nonce } : undefined;
}

const isRemember = (value: string | undefined): value is RememberBrowser =>
  value === 'ask' || value === 'always';

/**
 * Reads the parameters of a challenge; undefined if it is not an emailed code.
 * @param before the challenge so far: what it says about its email holds until a new code is sent
 */
export function readChallenge(
  parameters: ChallengeParameters | undefined,
  now: number,
  before?: Challenge,
): { challenge: Challenge; outcome: ChallengeOutcome } | undefined {
  if (parameters?.challenge !== 'EMAIL_CODE') return undefined;
  const outcome = parameters.outcome as ChallengeOutcome;
  const current = outcome === 'CODE_SENT' ? undefined : before;
  const challenge: Challenge = {
    destination: parameters.destination ?? '',
    codeLength: Number(parameters.codeLength),
    sentAt: current?.sentAt ?? now,
    expiresAt: now + Number(parameters.codeExpiresIn) * 1000,
    resendAt: now + Number(parameters.resendIn) * 1000,
    attemptsLeft: Number(parameters.attemptsLeft),
    hasWrongAnswer: outcome === 'WRONG_CODE' || (current?.hasWrongAnswer ?? false),
    undelivered: outcome === 'MAIL_FAILED' || (current?.undelivered ?? false),
    remember: isRemember(parameters.rememberBrowser) ? parameters.rememberBrowser : 'no',
    rememberDays: Number(parameters.rememberDays ?? 0),
  };
  return { challenge, outcome };
}

/** Whole seconds from now until then, at least 0. */
export function secondsUntil(then: number, now: number): number {
  return Math.max(0, Math.ceil((then - now) / 1000));
}
