import { PutLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { inBatches } from './batches';
import type { AuditEvent } from './read-events';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** CloudWatch's limits of one PutLogEvents. */
const LIMITS = {
  items: 10_000,
  bytes: 1_048_576,
  bytesOf: ({ message }: Entry) => Buffer.byteLength(message) + 26,
  fits: (first: Entry, { timestamp }: Entry) => timestamp - first.timestamp < DAY,
};

interface Entry {
  timestamp: number;
  message: string;
}

/** The log stream that holds the trail. */
export interface LogStreamName {
  logGroupName: string;
  logStreamName: string;
}

/**
 * Puts events, oldest first, into the log group of the trail.
 * @throws Error if any of them may be missing; it is safe to put all of them again
 */
export async function putInLogGroup(
  client: CloudWatchLogsClient,
  stream: LogStreamName,
  events: AuditEvent[],
): Promise<void> {
  for (const logEvents of inBatches(entriesOf(events, Date.now()), LIMITS)) {
    const { rejectedLogEventsInfo } = await client.send(
      new PutLogEventsCommand({ ...stream, logEvents }),
    );
    if (rejectedLogEventsInfo) {
      throw new Error(`Events were rejected: ${JSON.stringify(rejectedLogEventsInfo)}`);
    }
  }
}

/**
 * CloudWatch drops what is older than 14 days or more than two hours ahead. Such an event, for example from a
 * queue that is replayed late, gets the nearest time that CloudWatch takes; its own time is in it.
 */
function entriesOf(events: AuditEvent[], now: number): Entry[] {
  return events.map((event) => ({
    timestamp: Math.min(Math.max(Date.parse(event.time), now - 13 * DAY), now + HOUR),
    message: JSON.stringify(event),
  }));
}
