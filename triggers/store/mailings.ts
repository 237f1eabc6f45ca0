import { allOf, EXISTS, isExpired, nowSeconds, number, UNEXPIRED, UNUSED } from './clauses';
import { recordKey } from './keys';
import type { Item } from './records';
import { updateIf, updateOrSee } from './table';

/**
 * Marks on a challenge or notice of what happened to its mail. Records are named by their key, `pk`. The
 * stream delivers a record at least once, so a delivery first takes a lease: of two deliveries of one record,
 * only one sends. See mail/DELIVERY.md.
 */

/** Why nothing is to be sent (any more). */
export type Closed = 'Gone' | 'Expired' | 'Sent' | 'Failed' | 'Used' | 'Superseded';

export type LeaseResult =
  /** `unanswered`: tries so far that SES did not answer, so that it may or may not have the mail. */
  | { state: 'LEASED'; unanswered: number }
  /** Another delivery holds the lease. */
  | { state: 'BUSY' }
  | { state: 'CLOSED'; reason: Closed };

const NOT_SENT = 'attribute_not_exists(sentAt) AND attribute_not_exists(failedAt)';
const NOT_LEASED = '(attribute_not_exists(claimedUntil) OR claimedUntil < :now)';
const SAME_MAIL = '(attribute_not_exists(messageId) OR messageId = :messageId)';
const HOLDS_LEASE = 'claimedUntil = :lease';
const leaseEnd = (until: number) => ({ ':lease': number(until) });

/**
 * Takes the lease on a record, if its mail is still wanted and no other delivery holds the lease.
 * @param until epoch milliseconds at which the caller has surely ended, crashed or not; differs between
 *   any two callers
 */
export async function leaseMailing(pk: string, now: number, until: number): Promise<LeaseResult> {
  const result = await updateOrSee(recordKey(pk), {
    UpdateExpression: 'SET claimedUntil = :lease',
    ConditionExpression: allOf(UNEXPIRED, NOT_SENT, UNUSED, NOT_LEASED),
    ExpressionAttributeValues: {
      ...leaseEnd(until),
      ...nowSeconds(now),
      ':now': number(now),
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
  return isExpired(item, now) ? 'Expired' : undefined;
}

/**
 * Marks the mail as handed to SES. That is true whoever holds the lease by now, so it is no condition.
 * @returns false if the record is gone
 */
export const markSent = (pk: string, now: number, messageId: string) =>
  updateIf(recordKey(pk), {
    UpdateExpression: 'SET sentAt = :now, messageId = :messageId REMOVE claimedUntil',
    ConditionExpression: EXISTS,
    ExpressionAttributeValues: { ':now': number(now), ':messageId': { S: messageId } },
  });

/**
 * Marks that no mail will come.
 * @param until end of the caller's lease
 * @param reason the error's name, for people who look at the record
 */
export const markFailed = (pk: string, until: number, now: number, reason: string) =>
  updateIf(recordKey(pk), {
    UpdateExpression: 'SET failedAt = :now, failure = :reason REMOVE claimedUntil',
    ConditionExpression: HOLDS_LEASE,
    ExpressionAttributeValues: {
      ...leaseEnd(until),
      ':now': number(now),
      ':reason': { S: reason },
    },
  });

/** Ends the lease early, so that the next try need not wait. */
export const releaseLease = (pk: string, until: number) =>
  updateIf(recordKey(pk), {
    UpdateExpression: 'REMOVE claimedUntil',
    ConditionExpression: HOLDS_LEASE,
    ExpressionAttributeValues: leaseEnd(until),
  });

/**
 * Counts a try that SES did not answer, and moves the end of the lease to when the next try may start.
 * @param next epoch milliseconds
 */
export const deferAfterNoAnswer = (pk: string, until: number, next: number) =>
  updateIf(recordKey(pk), {
    UpdateExpression: 'SET claimedUntil = :next ADD unanswered :one',
    ConditionExpression: HOLDS_LEASE,
    ExpressionAttributeValues: {
      ...leaseEnd(until),
      ':next': number(next),
      ':one': number(1),
    },
  });

/** Whom and what an undelivered mail was for. */
export interface MailedRecord {
  sub: string | undefined;
  clientId: string | undefined;
}

/**
 * Marks what SES reported later: the mail did not arrive, or was not wanted. The first report stands. A report
 * can come before `messageId` is stored; after that, it must name the same mail.
 * @returns undefined if the record is gone or its mail is another one
 */
export async function markUndelivered(
  pk: string,
  { now, reason, messageId }: { now: number; reason: string; messageId: string },
): Promise<MailedRecord | undefined> {
  const { done, item } = await updateOrSee(recordKey(pk), {
    UpdateExpression:
      'SET failedAt = if_not_exists(failedAt, :now), failure = if_not_exists(failure, :reason)',
    ConditionExpression: allOf(EXISTS, SAME_MAIL),
    ExpressionAttributeValues: {
      ':now': number(now),
      ':reason': { S: reason },
      ':messageId': { S: messageId },
    },
  });
  return done ? { sub: item?.userSub?.S, clientId: item?.clientId?.S } : undefined;
}
