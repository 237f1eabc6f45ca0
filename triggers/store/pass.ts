import { randomUUID } from 'node:crypto';
import { allOf, number } from './clauses';
import { passKey } from './keys';
import type { Item, User } from './records';
import type { ConditionalUpdate } from './table';

/**
 * The pass: what a right code, or the proof of a remembered browser, leaves and PreTokenGeneration takes in
 * exchange for tokens. It is bound to pool, user, app client and to the request that brought the right answer.
 * There is one per user; a later one replaces it. It is a record of its own so that roles can be given the right
 * to it by its key: Create cannot write one.
 */
export interface Pass {
  user: User;
  clientId: string;
  challengeId: string;
  /** SHA-256 of the client's binding; undefined with the setting `passBinding` off. */
  bindingHash: Uint8Array | undefined;
  /** Epoch milliseconds until which it can be taken. */
  validUntil: number;
  /** When the code was entered that the tokens go by, epoch milliseconds. */
  codeAt: number;
}

/** Milliseconds in which the request that took a pass gets it again, because Cognito repeats triggers. */
export const REPEAT_WINDOW = 15_000;

export const passItem = (pass: Pass): Item => ({
  ...passKey(pass.user.userPoolId, pass.user.sub),
  userSub: { S: pass.user.sub },
  clientId: { S: pass.clientId },
  challengeId: { S: pass.challengeId },
  validUntil: number(pass.validUntil),
  codeAt: number(pass.codeAt),
  ...(pass.bindingHash && { bindingHash: { B: pass.bindingHash } }),
  expiresAt: number(Math.ceil((pass.validUntil + REPEAT_WINDOW) / 1000)),
});

/**
 * Takes the pass. Of requests with different bindings one gets it at most, and only the one that brought the
 * right code; the same request may take it again for {@link REPEAT_WINDOW}, counted from the first time.
 */
export const takePass = (
  clientId: string,
  bindingHash: Uint8Array,
  now: number,
): ConditionalUpdate => ({
  UpdateExpression: 'SET takenUntil = if_not_exists(takenUntil, :repeatUntil)',
  ConditionExpression: allOf(
    'clientId = :clientId',
    'bindingHash = :bindingHash',
    '((attribute_not_exists(takenUntil) AND validUntil > :now) OR takenUntil > :now)',
  ),
  ExpressionAttributeValues: {
    ':clientId': { S: clientId },
    ':bindingHash': { B: bindingHash },
    ':now': number(now),
    ':repeatUntil': number(now + REPEAT_WINDOW),
  },
});

/** Takes the pass with the setting `passBinding` off: whoever comes first gets it, once. */
export const takeUnboundPass = (clientId: string, now: number): ConditionalUpdate => ({
  UpdateExpression: 'SET takenUntil = :now, takenBy = :taker',
  // When an answer is lost, the SDK asks again: the taker of the first try has the pass.
  ConditionExpression:
    '(clientId = :clientId AND validUntil > :now AND attribute_not_exists(takenUntil)) OR takenBy = :taker',
  ExpressionAttributeValues: {
    ':clientId': { S: clientId },
    ':now': number(now),
    ':taker': { S: randomUUID() },
  },
});

/** The pass in its record, if nobody took it yet; it may have expired. */
export function untakenPass(
  item: Item | undefined,
): Pick<Pass, 'clientId' | 'challengeId' | 'validUntil'> | undefined {
  if (!item || item.takenUntil) return undefined;
  return {
    clientId: item.clientId?.S ?? '',
    challengeId: item.challengeId?.S ?? '',
    validUntil: Number(item.validUntil?.N),
  };
}
