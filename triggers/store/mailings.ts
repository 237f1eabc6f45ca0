import type { Item } from './records';
import { updateIf, updateOrSee } from './table';

/**
 * What happened to the mail of a record. The stream delivers each record at least once, so a delivery first
 * takes a lease: of two deliveries of one record, only one sends. See mail/DELIVERY.md.
 */

/** Why nothing is to be sent (any more). */
export type Closed = 'Gone' | 'Expired' | 'Sent' | 'Failed' | 'Used' | 'Superseded';

/** `unanswered`: tries so far that SES did not answer, so that it may or may not have the mail. */
export type LeaseResult =
  | { state: 'LEASED'; unanswered: number }
  /** Another delivery holds the lease. */
  | { state: 'BUSY' }
  | { state: 'CLOSED'; reason: Closed };

const leaseEnd = (until: number) => ({ ':lease': { N: `${until}` } });

/**
 * Takes the lease on a record, if its mail is still wanted and no other delivery holds the lease.
 * @param until epoch milliseconds at which the caller has surely ended, crashed or not; differs between
 *   any two callers
 */
export async function leaseMailing(key: Item, now: number, until: number): Promise<LeaseResult> {
  const result = await updateOrSee(key, {
    UpdateExpression: 'SET claimedUntil = :lease',
    ConditionExpression:
      'expiresAt > :nowSeconds AND attribute_not_exists(sentAt) AND attribute_not_exists(failedAt)' +
      ' AND attribute_not_exists(usedAt) AND attribute_not_exists(supersededAt)' +
      ' AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now)',
    ExpressionAttributeValues: {
      ...leaseEnd(until),
      ':now': { N: `${now}` },
      ':nowSeconds': { N: `${now / 1000}` },
    },
  });
  // If the answer to our own write was lost, the SDK wrote again and was refused: the lease is ours.
  if (result.done || Number(result.item?.claimedUntil?.N) === until) {
    return { state: 'LEASED', unanswered: Number(result.item?.unanswered?.N ?? 0) };
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
 * Marks the mail as handed to SES. That is true whoever holds the lease by now, so it is no condition.
 * @returns false if the record is gone
 */
export const markSent = (key: Item, now: number, messageId: string) =>
  updateIf(key, {
    UpdateExpression: 'SET sentAt = :now, messageId = :messageId REMOVE claimedUntil',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':now': { N: `${now}` }, ':messageId': { S: messageId } },
  });

const HOLDS_LEASE = 'claimedUntil = :lease';

/**
 * Marks that no mail will come.
 * @param until end of the caller's lease
 * @param reason the error's name, for people who look at the record
 */
export const markFailed = (key: Item, until: number, now: number, reason: string) =>
  updateIf(key, {
    UpdateExpression: 'SET failedAt = :now, failure = :reason REMOVE claimedUntil',
    ConditionExpression: HOLDS_LEASE,
    ExpressionAttributeValues: {
      ...leaseEnd(until),
      ':now': { N: `${now}` },
      ':reason': { S: reason },
    },
  });

/** Ends the lease early, so that the next try need not wait. */
export const releaseLease = (key: Item, until: number) =>
  updateIf(key, {
    UpdateExpression: 'REMOVE claimedUntil',
    ConditionExpression: HOLDS_LEASE,
    ExpressionAttributeValues: leaseEnd(until),
  });

/**
 * Counts a try that SES did not answer, and moves the end of the lease to when the next try may start.
 * @param next epoch milliseconds
 */
export const deferAfterNoAnswer = (key: Item, until: number, next: number) =>
  updateIf(key, {
    UpdateExpression: 'SET claimedUntil = :next ADD unanswered :one',
    ConditionExpression: HOLDS_LEASE,
    ExpressionAttributeValues: {
      ...leaseEnd(until),
      ':next': { N: `${next}` },
      ':one': { N: '1' },
    },
  });

/**
 * Marks what SES reported later: the mail did not arrive, or was not wanted. The first report stands.
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
