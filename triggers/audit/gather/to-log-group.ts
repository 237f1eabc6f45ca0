import { PutLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { inBatches } from './batches';
import type { AuditEvent } from './read-events';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** CloudWatch's own of one PutLogEvents. */
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

/** Where the trail is kept. */
export interface Place {
  logGroupName: string;
  logStreamName: string;
}

/**
 * Puts events, oldest first, into the log group of the trail.
 * @throws Error if any of them may not be there; it is safe to put all of them again
 */
export async function keep(
  client: CloudWatchLogsClient,
  place: Place,
  events: AuditEvent[],
): Promise<void> {
  for (const logEvents of inBatches(entriesOf(events, Date.now()), LIMITS)) {
    const { rejectedLogEventsInfo } = await client.send(
      new PutLogEventsCommand({ ...place, logEvents }),
    );
    if (rejectedLogEventsInfo) {
      throw new Error(`Events were rejected: ${JSON.stringify(rejectedLogEventsInfo)}`);
    }
  }
}

/**
 * CloudWatch drops what is older than 14 days or more than two hours ahead: such an event, say from a queue
 * that somebody plays back late, is put as near as can be. Its own time is in it.
 */
function entriesOf(events: AuditEvent[], now: number): Entry[] {
  return events.map((event) => ({
    timestamp: Math.min(Math.max(Date.parse(event.time), now - 13 * DAY), now + HOUR),
    message: JSON.stringify(event),
  }));
}
