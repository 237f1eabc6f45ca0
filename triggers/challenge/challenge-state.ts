import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  RESEND_METADATA,
  STATUS_METADATA,
  type ChallengeOutcome,
  type PublicChallengeParameters,
} from '../public-parameters';

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

/** What the client asked for: to have its answer compared, another code, or how the mail fares. */
export type Action = 'answer' | 'resend' | 'status';

/** Anything that clientMetadata does not name is an answer to compare. */
export function actionOf(clientMetadata: Record<string, string> | undefined | null): Action {
  const action = clientMetadata?.action;
  return action === RESEND_METADATA.action || action === STATUS_METADATA.action ? action : 'answer';
}

/**
 * The challenge after an answer that did not pass. A resend or a question is no attempt, nor is an answer
 * to an expired code.
 */
export function afterAnswer(
  held: HeldChallenge,
  { action, now }: { action: Action; now: number },
): { held: HeldChallenge; outcome: ChallengeOutcome } {
  if (action === 'resend') return { held, outcome: 'RESEND_TOO_EARLY' };
  if (action === 'status') return { held, outcome: 'MAIL_ON_ITS_WAY' };
  if (now >= held.expiresAt) return { held, outcome: 'CODE_EXPIRED' };
  return { held: { ...held, attemptsLeft: held.attemptsLeft - 1 }, outcome: 'WRONG_CODE' };
}

/**
 * Id and key of the challenge after `previous`, or of the first one of a sign-in. A successor's are derived
 * from what only Cognito's session holds: when Cognito runs Create again for one resend, it comes to the
 * same challenge, and the code that was mailed for it works.
 */
export function identify(previous: HeldChallenge | undefined): Pick<HeldChallenge, 'id' | 'key'> {
  if (!previous) return { id: randomUUID(), key: randomBytes(32).toString('base64url') };
  const derive = (what: string) =>
    createHmac('sha256', Buffer.from(previous.key, 'base64url')).update(`${what}:${previous.id}`);
  return { id: derive('next id').digest('hex'), key: derive('next key').digest('base64url') };
}

export const encodeHeld = (held: HeldChallenge): string => JSON.stringify(held);

/**
 * Decodes what {@link encodeHeld} wrote and Cognito kept; undefined where there is nothing.
 * @throws Error that quotes nothing of it, as a JSON error would
 */
export function decodeHeld(encoded: string | undefined): HeldChallenge | undefined {
  if (!encoded) return undefined;
  try {
    return JSON.parse(encoded) as HeldChallenge;
  } catch {
    throw new Error('The session holds no challenge of ours');
  }
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
