import type { ChallengeOutcome, PublicChallengeParameters } from '../public-parameters';

/**
 * What a sign-in remembers of its challenge. It lives in Cognito's session only: as challengeMetadata
 * for a later Define or Create, as private parameters for Verify. Never in the table, never at the client.
 */
export interface HeldChallenge {
  id: string;
  /** HMAC key of the code, 32 random bytes, base64url. */
  key: string;
  /** Masked address. */
  destination: string;
  codeLength: number;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Epoch milliseconds from which another code may be asked for. */
  resendAt: number;
  attemptsLeft: number;
}

/** What follows an answer that did not pass. A resend is no attempt, nor is an answer to an expired code. */
export function afterAnswer(
  held: HeldChallenge,
  { resend, now }: { resend: boolean; now: number },
): { held: HeldChallenge; outcome: ChallengeOutcome } {
  if (resend) return { held, outcome: 'RESEND_TOO_EARLY' };
  if (now >= held.expiresAt) return { held, outcome: 'CODE_EXPIRED' };
  return { held: { ...held, attemptsLeft: held.attemptsLeft - 1 }, outcome: 'WRONG_CODE' };
}

export const encodeHeld = (held: HeldChallenge): string => JSON.stringify(held);

/** Decodes what {@link encodeHeld} wrote and Cognito kept; undefined where there is nothing. */
export function decodeHeld(encoded: string | undefined): HeldChallenge | undefined {
  return encoded ? (JSON.parse(encoded) as HeldChallenge) : undefined;
}

export function publicParameters(
  held: HeldChallenge,
  outcome: ChallengeOutcome,
  now: number,
): PublicChallengeParameters {
  const secondsUntil = (time: number) => String(Math.max(0, Math.ceil((time - now) / 1000)));
  return {
    challenge: 'EMAIL_CODE',
    outcome,
    destination: held.destination,
    codeLength: String(held.codeLength),
    codeExpiresIn: secondsUntil(held.expiresAt),
    resendIn: secondsUntil(held.resendAt),
    attemptsLeft: String(held.attemptsLeft),
  };
}

/** True for an answer that asks for another code, as clientMetadata tells. */
export function asksForResend(clientMetadata: Record<string, string> | undefined | null): boolean {
  return clientMetadata?.action === 'resend';
}
