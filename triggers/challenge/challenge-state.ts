import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  RESEND_METADATA,
  STATUS_METADATA,
  type ChallengeOutcome,
  type PublicChallengeParameters,
} from '../public-parameters';
import type { BrowserChallenge } from './browser-challenge';
import type { ClientDetails } from './client-details';

/**
 * What a sign-in remembers of its challenge. It exists in Cognito's session only: as challengeMetadata
 * for a later Define or Create, as private parameters for Verify. Never in the table, never at the client.
 */
export interface ChallengeState {
  id: string;
  /** HMAC key of the code, 32 random bytes, base64url. */
  key: string;
  /** Where the code went, and the same masked. */
  codeAddress: string;
  maskedAddress: string;
  /** The account's address in the pool when the code was created. With another one, the code is void. */
  accountAddress: string;
  codeLength: number;
  /** Epoch milliseconds. */
  createdAt: number;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Epoch milliseconds from which another code may be asked for. */
  resendAt: number;
  attemptsLeft: number;
  /** Rounds that are no attempt which this sign-in has left: resends, questions, answers to expired codes. */
  roundsLeft: number;
  client: ClientDetails;
}

/** What the client asked for: to have its answer compared, another code, or the state of the mail. */
export type Action = 'answer' | 'resend' | 'status';

/** Anything that clientMetadata does not name is an answer to compare. */
export function actionOf(clientMetadata: Record<string, string> | undefined | null): Action {
  const action = clientMetadata?.action;
  return action === RESEND_METADATA.action || action === STATUS_METADATA.action ? action : 'answer';
}

/** Rounds of a sign-in that are no attempts. Our page needs two questions and a resend or two for a code. */
export const FREE_ROUNDS = 30;

/** The request with an answer. `address` is the account's address in the pool now. */
export interface AnswerRequest {
  action: Action;
  address: string | undefined;
  now: number;
}

/**
 * Whether an answer was an attempt. A resend or a question is none, nor is an answer to a code that has
 * expired or whose account has another address by now.
 */
const isAttempt = (state: ChallengeState, { action, address, now }: AnswerRequest): boolean =>
  action === 'answer' && now < state.expiresAt && address === state.accountAddress;

/** Whether the sign-in may go on after an answer that was not right. */
export const mayContinue = (state: ChallengeState, request: AnswerRequest): boolean =>
  isAttempt(state, request) ? state.attemptsLeft > 1 : state.roundsLeft > 1;

export interface Round {
  state: ChallengeState;
  outcome: ChallengeOutcome;
}

/** The challenge after an answer that was not right. */
export function afterAnswer(state: ChallengeState, request: AnswerRequest): Round {
  if (isAttempt(state, request)) {
    return { state: { ...state, attemptsLeft: state.attemptsLeft - 1 }, outcome: 'WRONG_CODE' };
  }
  const next = { ...state, roundsLeft: state.roundsLeft - 1 };
  switch (request.action) {
    case 'resend':
      return { state: next, outcome: 'RESEND_TOO_EARLY' };
    case 'status':
      return { state: next, outcome: 'MAIL_ON_ITS_WAY' };
    case 'answer': {
      const expiresAt = Math.min(state.expiresAt, request.now);
      return { state: { ...next, expiresAt }, outcome: 'CODE_EXPIRED' };
    }
  }
}

/**
 * Id and key of the challenge after `previous`, or of the first one of a sign-in. A successor's are derived
 * from what only Cognito's session holds: when Cognito runs Create again for one resend, it gets the same
 * challenge, and the code that was mailed for it works.
 */
export function nextIdentity(
  previous: ChallengeState | undefined,
): Pick<ChallengeState, 'id' | 'key'> {
  if (!previous) return { id: randomUUID(), key: randomBytes(32).toString('base64url') };
  const derive = (what: string) =>
    createHmac('sha256', Buffer.from(previous.key, 'base64url')).update(`${what}:${previous.id}`);
  return { id: derive('next id').digest('hex'), key: derive('next key').digest('base64url') };
}

export const encodeState = (state: ChallengeState | BrowserChallenge): string =>
  JSON.stringify(state);

/**
 * Decodes what {@link encodeState} wrote and Cognito kept; undefined if there is nothing.
 * @throws Error that quotes nothing of it, as a JSON error would
 */
export function decodeState(
  encoded: string | undefined,
): ChallengeState | BrowserChallenge | undefined {
  if (!encoded) return undefined;
  try {
    return JSON.parse(encoded) as ChallengeState | BrowserChallenge;
  } catch {
    throw new Error('The session does not hold a challenge of this pool');
  }
}

/** Whether a challenge asks a remembered browser for its key, and not for a code. */
export const asksForKey = (
  state: ChallengeState | BrowserChallenge | undefined,
): state is BrowserChallenge => state !== undefined && 'nonce' in state;

/** Whether the client may ask for its browser to be remembered, and for how long. */
export type RememberOffer = Pick<PublicChallengeParameters, 'rememberBrowser' | 'rememberDays'>;

/** What the client may know of the challenge. @param now epoch milliseconds */
export function publicParameters(
  state: ChallengeState,
  outcome: ChallengeOutcome,
  now: number,
  offer: RememberOffer,
): PublicChallengeParameters {
  const secondsUntil = (time: number) => String(Math.max(0, Math.ceil((time - now) / 1000)));
  return {
    challenge: 'EMAIL_CODE',
    outcome,
    destination: state.maskedAddress,
    codeLength: String(state.codeLength),
    codeExpiresIn: secondsUntil(state.expiresAt),
    resendIn: secondsUntil(state.resendAt),
    attemptsLeft: String(state.attemptsLeft),
    ...offer,
  };
}
