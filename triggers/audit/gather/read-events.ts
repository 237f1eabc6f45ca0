import { gunzipSync } from 'node:zlib';

/** An event of the trail, as the README of audit/ tells; those of a later version may hold other fields. */
export interface AuditEvent {
  version: string;
  /** CloudWatch's id of the log line: the same whenever the line is delivered. */
  id: string;
  /** ISO 8601, UTC. */
  time: string;
  event: string;
  [field: string]: unknown;
}

/** What a subscription filter hands to a function, unpacked. */
interface LogBatch {
  messageType: string;
  logEvents: { id: string; timestamp: number; message: string }[];
}

const FIELDS = ['sub', 'clientId', 'challengeId', 'messageId', 'reason'];
/** Of a line whose version is not known: what is set here, what makes it a metric, and an error's text. */
const NOT_OF_THE_EVENT = 'version id time event _aws service error message stack'.split(' ');

/**
 * Reads the events out of what CloudWatch Logs delivered, oldest first.
 * @param data base64 of the zipped batch
 * @throws Error if it is none
 */
export function readEvents(data: string): AuditEvent[] {
  const batch = JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()) as LogBatch;
  // CONTROL_MESSAGE: CloudWatch tries whether the function is there.
  if (batch.messageType !== 'DATA_MESSAGE') return [];
  return batch.logEvents
    .toSorted((a, b) => a.timestamp - b.timestamp)
    .flatMap(({ id, timestamp, message }) => {
      const line = parse(message);
      if (typeof line?.version !== 'string' || typeof line.event !== 'string') return [];
      const { version, event } = line;
      const time = new Date(timestamp).toISOString();
      return [{ version, id, time, event, ...fieldsOf(line) }];
    });
}

function fieldsOf(line: Record<string, unknown>): Record<string, unknown> {
  const wanted = (name: string) =>
    line.version === '1' ? FIELDS.includes(name) : !NOT_OF_THE_EVENT.includes(name);
  return Object.fromEntries(Object.entries(line).filter(([name]) => wanted(name)));
}

function parse(message: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
