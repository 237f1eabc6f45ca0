import { gunzipSync } from 'node:zlib';

/** An event of the trail, as the README of audit/ tells; those of a later version may hold other fields. */
export interface AuditEvent {
  version: string;
  /** CloudWatch's id of the log line, the same at each delivery. */
  id: string;
  /** ISO 8601, UTC. */
  time: string;
  event: string;
  [field: string]: unknown;
}

/** What a subscription filter sends to a function, unzipped. */
interface LogBatch {
  messageType: string;
  /** Account of the log group. */
  owner: string;
  logGroup: string;
  logEvents: { id: string; timestamp: number; message: string }[];
}

/** The log groups of the functions that log events. */
export interface LogSources {
  account: string;
  logGroups: string[];
}

const FIELDS = ['sub', 'clientId', 'challengeId', 'messageId', 'reason'];
/** Not copied from a line of an unknown version: what is set here, what makes it a metric, an error's text. */
const NOT_COPIED = 'version id time event _aws service error message stack'.split(' ');

/**
 * Reads the events from a batch of log lines, oldest first.
 * @param data the zipped batch in base64
 * @param sources where batches may come from. Whoever may call the function could hand it any lines
 * @throws Error if it is not such a batch, or is from somewhere else
 */
export function readEvents(data: string, sources: LogSources): AuditEvent[] {
  const batch = JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()) as LogBatch;
  // CloudWatch sends a CONTROL_MESSAGE to check that the function exists.
  if (batch.messageType !== 'DATA_MESSAGE') return [];
  if (batch.owner !== sources.account || !sources.logGroups.includes(batch.logGroup)) {
    throw new Error('A batch of log lines is not from a log group of these functions');
  }
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
  const isCopied = (name: string) =>
    line.version === '1' ? FIELDS.includes(name) : !NOT_COPIED.includes(name);
  return Object.fromEntries(Object.entries(line).filter(([name]) => isCopied(name)));
}

function parse(message: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
