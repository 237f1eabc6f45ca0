import type { Item } from './records';
import { updateIf, updateOrSee } from './table';

/**
 * Marks on a record of what became of its mail. Stream records come at least once, so the first mark is a
 * claim: of two deliveries of one record, one gets to send.
 */

/** Milliseconds after which a claim counts as left behind by a crash; longer than the function may run. */
const CLAIM_LIFE = 25_000;

const claimed = (claim: number) => ({ ':claim': { N: `${claim}` } });

/**
 * Claims the record for sending.
 * @returns `CLAIMED` with the claim; `BUSY` if another delivery holds it; `DONE` if nothing is to be sent
 *   (any more): sent, given up, used, replaced, expired or gone
 */
export async function claimMailing(
  key: Item,
  now: number,
): Promise<{ state: 'CLAIMED'; claim: number } | { state: 'BUSY' | 'DONE' }> {
  const claim = now + CLAIM_LIFE;
  const result = await updateOrSee(key, {
    UpdateExpression: 'SET claimedUntil = :claim',
    ConditionExpression:
      'expiresAt > :nowSeconds AND attribute_not_exists(sentAt) AND attribute_not_exists(failedAt)' +
      ' AND attribute_not_exists(usedAt) AND attribute_not_exists(supersededAt)' +
      ' AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now)',
    ExpressionAttributeValues: {
      ...claimed(claim),
      ':now': { N: `${now}` },
      ':nowSeconds': { N: `${now / 1000}` },
    },
  });
  if (result.done) return { state: 'CLAIMED', claim };
  return { state: isOpen(result.item, now) ? 'BUSY' : 'DONE' };
}

const isOpen = (item: Item | undefined, now: number) =>
  item !== undefined &&
  Number(item.expiresAt?.N) > now / 1000 &&
  !item.sentAt &&
  !item.failedAt &&
  !item.usedAt &&
  !item.supersededAt;

const HELD = 'claimedUntil = :claim';

export const markSent = (key: Item, claim: number, now: number) =>
  updateIf(key, {
    UpdateExpression: 'SET sentAt = :now REMOVE claimedUntil',
    ConditionExpression: HELD,
    ExpressionAttributeValues: { ...claimed(claim), ':now': { N: `${now}` } },
  });

/** @param reason the error's name, for people who look at the record */
export const markFailed = (key: Item, claim: number, now: number, reason: string) =>
  updateIf(key, {
    UpdateExpression: 'SET failedAt = :now, failure = :reason REMOVE claimedUntil',
    ConditionExpression: HELD,
    ExpressionAttributeValues: {
      ...claimed(claim),
      ':now': { N: `${now}` },
      ':reason': { S: reason },
    },
  });

/** Gives the claim back, so that the next delivery of the record need not wait for its end. */
export const releaseMailing = (key: Item, claim: number) =>
  updateIf(key, {
    UpdateExpression: 'REMOVE claimedUntil',
    ConditionExpression: HELD,
    ExpressionAttributeValues: claimed(claim),
  });
