import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import { count } from '../audit/metrics';
import { readMailing } from './read-mailing';
import type { MailTemplate } from './message';
import { tryToMail, type Turn } from './deliver';

/** Milliseconds kept at the end of an invocation to write down what became of the mails. */
const RESERVE = 4_000;
/** Lambda's clocks may differ a little. */
const CLOCK_SKEW = 1_000;
const LONGEST_PAUSE = 3_000;

/**
 * The function behind the table's stream: mails the new records of a batch side by side. What passes is
 * tried again here while there is time, then by the stream while the code lives. When a mail can come
 * twice, and why never less than once, is told in DELIVERY.md.
 * @returns the records that are worth another delivery
 */
export const mailer =
  (template: MailTemplate) =>
  async (
    event: DynamoDBStreamEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<DynamoDBBatchResponse> => {
    const remaining = context.getRemainingTimeInMillis();
    const end = Date.now() + remaining;
    const turn: Turn = {
      template,
      signal: AbortSignal.timeout(Math.max(0, remaining - RESERVE)),
      // The fraction tells claims apart that are made in the same millisecond.
      claimUntil: end + CLOCK_SKEW + Math.random(),
    };
    const open = await Promise.all(
      event.Records.map((record) => isStillOpen(record, turn, end - RESERVE)),
    );
    return {
      batchItemFailures: event.Records.filter((_, index) => open[index]).map(({ dynamodb }) => ({
        itemIdentifier: dynamodb?.SequenceNumber ?? '',
      })),
    };
  };

/** @param deadline epoch milliseconds after which no further try starts */
async function isStillOpen(record: DynamoDBRecord, turn: Turn, deadline: number): Promise<boolean> {
  const mailing = readMailing(record);
  if (!mailing) {
    count('MailUnreadable', { event: 'mail.unreadable', eventId: record.eventID });
    return false;
  }
  for (let tries = 1; ; tries++) {
    const result = await tryToMail(mailing, turn);
    if (result === 'CLOSED') return false;
    const pause = Math.random() * Math.min(LONGEST_PAUSE, 100 * 2 ** tries);
    if (result === 'LATER' || Date.now() + pause > deadline) return true;
    await sleep(pause);
  }
}
