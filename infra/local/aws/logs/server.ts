import { serveJson, ServiceError } from '../json-service';
import type { Endpoint } from '../listen';
import type { LogStore, Query } from './log-store';
import { clock } from '../clock';

interface Stream {
  logGroupName: string;
  logStreamName: string;
}

interface PutLogEvents extends Stream {
  logEvents: { timestamp: number; message: string }[];
}

interface FilterLogEvents extends Query {
  logGroupName: string;
  limit?: number;
  nextToken?: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
/** CloudWatch's own limit for FilterLogEvents. */
const PAGE = 10_000;

/** CloudWatch Logs for the log groups of the template: writing and reading events, with its limits. */
export function startLogs(store: LogStore, port: number): Promise<Endpoint> {
  const streamsOf = (name: string) => {
    const streams = store.streamsOf(name);
    if (!streams) throw notThere('log group');
    return streams;
  };
  const operations = {
    CreateLogStream({ logGroupName, logStreamName }: Stream) {
      const streams = streamsOf(logGroupName);
      if (streams.has(logStreamName)) {
        const message = 'The specified log stream already exists';
        throw new ServiceError('ResourceAlreadyExistsException', message);
      }
      streams.add(logStreamName);
    },
    PutLogEvents({ logGroupName, logStreamName, logEvents }: PutLogEvents) {
      if (!streamsOf(logGroupName).has(logStreamName)) throw notThere('log stream');
      checkBatch(logEvents);
      const now = clock.now();
      const tooOld = logEvents.filter(({ timestamp }) => timestamp < now - 14 * DAY).length;
      const inTime = logEvents.filter(({ timestamp }) => timestamp <= now + 2 * HOUR).length;
      store.put(logGroupName, logStreamName, logEvents.slice(tooOld, inTime));
      return {
        nextSequenceToken: 'local',
        ...((tooOld > 0 || inTime < logEvents.length) && {
          rejectedLogEventsInfo: {
            ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
            ...(inTime < logEvents.length && { tooNewLogEventStartIndex: inTime }),
          },
        }),
      };
    },
    FilterLogEvents({ logGroupName, limit = PAGE, nextToken, ...query }: FilterLogEvents) {
      streamsOf(logGroupName);
      const found = store.find(logGroupName, query);
      const from = Number(nextToken ?? 0);
      const to = from + Math.min(limit, PAGE);
      return {
        events: found.slice(from, to).map(({ id, ...event }) => ({ ...event, eventId: id })),
        ...(to < found.length && { nextToken: String(to) }),
      };
    },
  };
  return serveJson('CloudWatch Logs', operations, port);
}

function checkBatch(events: PutLogEvents['logEvents']): void {
  const times = events.map(({ timestamp }) => timestamp);
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
  const refuse = (message: string) => {
    throw new ServiceError('InvalidParameterException', message);
  };
  if (events.length === 0 || events.length > MOST_EVENTS) {
    refuse(`1 to ${MOST_EVENTS} log events must be in a batch`);
  }
  if (bytes > MOST_BYTES) refuse('Upload too large');
  if (times.some((time, index) => time < (times[index - 1] ?? -Infinity))) {
    refuse('Log events in a single PutLogEvents request must be in chronological order.');
  }
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > DAY) {
    refuse(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
}

const notThere = (what: string) =>
  new ServiceError('ResourceNotFoundException', `The specified ${what} does not exist.`);
