import { randomUUID } from 'node:crypto';
import type { Failure } from '../limits/rules';
import { EXISTS, number } from './clauses';
import { userExpiry, type Item } from './records';
import type { ConditionalUpdate } from './table';

/**
 * The pass: what a right code leaves in the user record and PreTokenGeneration takes, once, in exchange for
 * tokens. It is bound to pool, user and app client. There is one per user: a later one replaces it.
 */
export interface Pass {
  clientId: string;
  challengeId: string;
  /** Epoch milliseconds. */
  until: number;
}

/** Leaves a pass, and takes back the failure that the right answer was counted as. */
export const leavePass = (pass: Pass, answer: Failure): ConditionalUpdate => ({
  UpdateExpression:
    'SET passClientId = :clientId, passUntil = :until, passChallengeId = :challengeId' +
    ' DELETE failures :failure',
  ConditionExpression: EXISTS,
  ExpressionAttributeValues: {
    ':clientId': { S: pass.clientId },
    ':until': number(pass.until),
    ':challengeId': { S: pass.challengeId },
    ':failure': { SS: [answer] },
  },
});

/**
 * Takes the pass of an app client, and records when the user signed in. Of two requests for tokens one gets
 * the pass, as the write that removes it needs it to be there.
 */
export const takePass = (clientId: string, now: number): ConditionalUpdate => ({
  UpdateExpression:
    'SET passTaker = :taker, lastSignInAt = :now, expiresAt = :userExpiry' +
    ' REMOVE passClientId, passUntil, passChallengeId',
  // When an answer is lost, the SDK asks again: the taker of the first try has the pass.
  ConditionExpression: '(passClientId = :clientId AND passUntil > :now) OR passTaker = :taker',
  ExpressionAttributeValues: {
    ':clientId': { S: clientId },
    ':now': number(now),
    ':taker': { S: randomUUID() },
    ':userExpiry': userExpiry(now),
  },
});

/** The pass in a user record, expired or not. */
export function passIn(item: Item | undefined): Pass | undefined {
  if (!item?.passUntil) return undefined;
  return {
    clientId: item.passClientId?.S ?? '',
    challengeId: item.passChallengeId?.S ?? '',
    until: Number(item.passUntil.N),
  };
}
