import type {
  ChallengeOutcome,
  PublicChallengeParameters,
} from '../../../triggers/public-parameters';

/** A code that was asked for, with times (epoch milliseconds) on this device's clock. */
export interface Challenge {
  /** Masked address. */
  destination: string;
  /** Number of digits. */
  codeLength: number;
  sentAt: number;
  expiresAt: number;
  /** From when on a new code may be asked for. */
  resendAt: number;
  attemptsLeft: number;
  /** Whether a wrong code was entered. */
  tried: boolean;
  /** Whether the mail is known not to have arrived. */
  undelivered: boolean;
}

export type ChallengeParameters = Partial<Record<keyof PublicChallengeParameters, string>>;

/**
 * Undefined if the parameters are those of some other challenge.
 * @param before the challenge so far: what is known of its mail stays known until a new code is sent
 */
export function readChallenge(
  parameters: ChallengeParameters | undefined,
  now: number,
  before?: Challenge,
): { challenge: Challenge; outcome: ChallengeOutcome } | undefined {
  if (parameters?.challenge !== 'EMAIL_CODE') return undefined;
  const outcome = parameters.outcome as ChallengeOutcome;
  const known = outcome === 'CODE_SENT' ? undefined : before;
  const challenge = {
    destination: parameters.destination ?? '',
    codeLength: Number(parameters.codeLength),
    sentAt: known?.sentAt ?? now,
    expiresAt: now + Number(parameters.codeExpiresIn) * 1000,
    resendAt: now + Number(parameters.resendIn) * 1000,
    attemptsLeft: Number(parameters.attemptsLeft),
    tried: outcome === 'WRONG_CODE' || (known?.tried ?? false),
    undelivered: outcome === 'MAIL_FAILED' || (known?.undelivered ?? false),
  };
  return { challenge, outcome };
}

/** Whole seconds from now until then, at least 0. */
export function secondsUntil(then: number, now: number): number {
  return Math.max(0, Math.ceil((then - now) / 1000));
}
