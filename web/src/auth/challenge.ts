import type {
  ChallengeOutcome,
  PublicChallengeParameters,
} from '../../../triggers/public-parameters';

/** A code that was asked for, on this device's clock. */
export interface Challenge {
  outcome: ChallengeOutcome;
  /** Masked address. */
  destination: string;
  /** Number of digits. */
  codeLength: number;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Epoch milliseconds from when on a new code may be asked for. */
  resendAt: number;
  attemptsLeft: number;
}

/** Undefined if the parameters are those of some other challenge. */
export function readChallenge(
  parameters: Partial<Record<keyof PublicChallengeParameters, string>> | undefined,
  now: number,
): Challenge | undefined {
  if (parameters?.challenge !== 'EMAIL_CODE') return undefined;
  const {
    outcome,
    destination = '',
    codeLength,
    codeExpiresIn,
    resendIn,
    attemptsLeft,
  } = parameters;
  return {
    outcome: outcome as ChallengeOutcome,
    destination,
    codeLength: Number(codeLength),
    expiresAt: now + Number(codeExpiresIn) * 1000,
    resendAt: now + Number(resendIn) * 1000,
    attemptsLeft: Number(attemptsLeft),
  };
}

/** Whole seconds from now until then, at least 0. */
export function secondsUntil(then: number, now: number): number {
  return Math.max(0, Math.ceil((then - now) / 1000));
}
