import type {
  ChallengeOutcome,
  PublicChallengeParameters,
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
}

export type ChallengeParameters = Partial<Record<keyof PublicChallengeParameters, string>>;

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
  const challenge = {
    destination: parameters.destination ?? '',
    codeLength: Number(parameters.codeLength),
    sentAt: current?.sentAt ?? now,
    expiresAt: now + Number(parameters.codeExpiresIn) * 1000,
    resendAt: now + Number(parameters.resendIn) * 1000,
    attemptsLeft: Number(parameters.attemptsLeft),
    hasWrongAnswer: outcome === 'WRONG_CODE' || (current?.hasWrongAnswer ?? false),
    undelivered: outcome === 'MAIL_FAILED' || (current?.undelivered ?? false),
  };
  return { challenge, outcome };
}

/** Whole seconds from now until then, at least 0. */
export function secondsUntil(then: number, now: number): number {
  return Math.max(0, Math.ceil((then - now) / 1000));
}
