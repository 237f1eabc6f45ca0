import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import { count } from '../audit/metrics';
import { tryToDeliver, type Invocation } from './deliver';
import type { SentMail, Template } from './message';
import { auditFieldsOf } from './outcome';
import { readMailing } from './read-mailing';

/** Milliseconds kept at the end of an invocation to record outcomes. */
const RESERVE = 4_000;
/** Milliseconds by which Lambda's clocks may differ. */
const CLOCK_SKEW = 1_000;
const LONGEST_PAUSE = 3_000;

/**
 * Makes the handler behind the table's stream. It delivers the mails of a batch side by side, and tries
 * again while there is time; the stream brings the rest back while their codes live. DELIVERY.md says when
 * a mail can be sent twice.
 * @returns a handler that reports the records to be delivered again
 */
export const mailer =
  (template: Template<SentMail>) =>
  async (
    event: DynamoDBStreamEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<DynamoDBBatchResponse> => {
    const remaining = context.getRemainingTimeInMillis();
    const end = Date.now() + remaining;
    const invocation: Invocation = {
      template,
      signal: AbortSignal.timeout(Math.max(0, remaining - RESERVE)),
      // The fraction makes leases differ that are taken in the same millisecond.
      leaseUntil: end + CLOCK_SKEW + Math.random(),
    };
    const unfinished = await Promise.all(
      event.Records.map((record) => isUnfinished(record, invocation, end - RESERVE)),
    );
    return {
      batchItemFailures: event.Records.filter((_, index) => unfinished[index]).map(
        ({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' }),
      ),
    };
  };

/** @param lastStart epoch milliseconds after which no further try starts */
async function isUnfinished(
  record: DynamoDBRecord,
  invocation: Invocation,
  lastStart: number,
): Promise<boolean> {
  const mailing = readMailing(record);
  if (!mailing) {
    count('MailUnreadable', { event: 'mail.unreadable', eventId: record.eventID });
    return false;
  }
  if (!mailing.address) {
    const fields = { ...auditFieldsOf(mailing), reason: 'Unverified' };
    count('MailSkipped', { event: 'mail.skipped', ...fields });
    return false;
  }
  let isSecondChance = false;
  for (let tries = 1; ; tries++) {
    const result = await tryToDeliver(mailing, invocation, isSecondChance);
    isSecondChance ||= result === 'RETRY_ONCE';
    if (result === 'DONE') return false;
    const pause = Math.random() * Math.min(LONGEST_PAUSE, 100 * 2 ** tries);
    if (result === 'LEAVE' || Date.now() + pause > lastStart) return true;
    await sleep(pause);
  }
}
