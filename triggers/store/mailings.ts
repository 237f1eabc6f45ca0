import type { Item } from './records';
import { updateIf, updateOrSee } from './table';

/**
 * Marks on a record of what became of its mail. Stream records come at least once, so the first mark is a
 * claim: of two deliveries of one record, one gets to send. See mail/DELIVERY.md.
 */

/** Why nothing is to be sent (any more). */
export type Closed = 'Gone' | 'Expired' | 'Sent' | 'Failed' | 'Used' | 'Superseded';

/** `unanswered`: tries so far of which nobody knows whether SES has the mail. */
export type Claim =
  | { state: 'CLAIMED'; unanswered: number }
  /** Another delivery holds the record. */
  | { state: 'BUSY' }
  | { state: 'CLOSED'; reason: Closed };

const claimed = (until: number) => ({ ':claim': { N: `${until}` } });

/**
 * Claims the record for sending.
 * @param until epoch milliseconds at which whoever claims it is surely at its end, crashed or not; no two
 *   claimants have the same
 */
export async function claimMailing(key: Item, now: number, until: number): Promise<Claim> {
  const result = await updateOrSee(key, {
    UpdateExpression: 'SET claimedUntil = :claim',
    ConditionExpression:
      'expiresAt > :nowSeconds AND attribute_not_exists(sentAt) AND attribute_not_exists(failedAt)' +
      ' AND attribute_not_exists(usedAt) AND attribute_not_exists(supersededAt)' +
      ' AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now)',
    ExpressionAttributeValues: {
      ...claimed(until),
      ':now': { N: `${now}` },
      ':nowSeconds': { N: `${now / 1000}` },
    },
  });
  // Where the answer to our own claim was lost on the way, the SDK claimed again, and was refused.
  if (result.done || Number(result.item?.claimedUntil?.N) === until) {
    return { state: 'CLAIMED', unanswered: Number(result.item?.unanswered?.N ?? 0) };
  }
  const reason = whyClosed(result.item, now);
  return reason ? { state: 'CLOSED', reason } : { state: 'BUSY' };
}

function whyClosed(item: Item | undefined, now: number): Closed | undefined {
  if (!item) return 'Gone';
  if (item.sentAt) return 'Sent';
  if (item.failedAt) return 'Failed';
  if (item.usedAt) return 'Used';
  if (item.supersededAt) return 'Superseded';
  return Number(item.expiresAt?.N) <= now / 1000 ? 'Expired' : undefined;
}

/**
 * Marks the mail as handed to SES. That is so whoever holds the claim by now, hence no condition on it.
 * @returns false if the record is gone
 */
export const markSent = (key: Item, now: number, messageId: string) =>
  updateIf(key, {
    UpdateExpression: 'SET sentAt = :now, messageId = :messageId REMOVE claimedUntil',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':now': { N: `${now}` }, ':messageId': { S: messageId } },
  });

const HELD = 'claimedUntil = :claim';

/**
 * Marks that no mail will come.
 * @param until the claim
 * @param reason the error's name: for people who look at the record
 */
export const markFailed = (key: Item, until: number, now: number, reason: string) =>
  updateIf(key, {
    UpdateExpression: 'SET failedAt = :now, failure = :reason REMOVE claimedUntil',
    ConditionExpression: HELD,
    ExpressionAttributeValues: {
      ...claimed(until),
      ':now': { N: `${now}` },
      ':reason': { S: reason },
    },
  });

/** Gives the claim back, so that the next try need not wait for its end. */
export const releaseMailing = (key: Item, until: number) =>
  updateIf(key, {
    UpdateExpression: 'REMOVE claimedUntil',
    ConditionExpression: HELD,
    ExpressionAttributeValues: claimed(until),
  });

/**
 * Counts a try of which nobody knows whether SES has the mail, and keeps the claim until the next may start.
 * @param next epoch milliseconds
 */
export const deferMailing = (key: Item, until: number, next: number) =>
  updateIf(key, {
    UpdateExpression: 'SET claimedUntil = :next ADD unanswered :one',
    ConditionExpression: HELD,
    ExpressionAttributeValues: {
      ...claimed(until),
      ':next': { N: `${next}` },
      ':one': { N: '1' },
    },
  });

/**
 * Marks what SES told later: the mail did not arrive, or was not wanted. The first news stands.
 * @returns the record; undefined if it is gone
 */
export async function markUndelivered(
  key: Item,
  now: number,
  reason: string,
): Promise<Item | undefined> {
  const { item } = await updateOrSee(key, {
    UpdateExpression:
      'SET failedAt = if_not_exists(failedAt, :now), failure = if_not_exists(failure, :reason)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':now': { N: `${now}` }, ':reason': { S: reason } },
  });
  return item;
}
