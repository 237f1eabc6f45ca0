import { isObject, objectIn, textIn, type JsonObject } from '../../pool/json';

/** A message of the on-failure queue, without addresses, subjects and codes. */
export interface QueuedFailure {
  /** Epoch milliseconds. */
  queuedAt: number;
  /** Codes or notices that were not sent; SES feedback or audit events that were not recorded. */
  kind: 'mails' | 'feedback' | 'audit' | 'unknown';
  /** Number of records or events. */
  count: number;
  /** The condition or the error, as Lambda or EventBridge names it. */
  why: string;
  /** Shard and sequence numbers, or the id of the email. */
  where: string;
}

export interface QueuedMessage {
  body: string;
  queuedAt: number;
  /** Message attributes, in which EventBridge gives the reason. */
  attributes: Record<string, string>;
}

/** Reads a message that Lambda's on-failure destination or EventBridge put into the queue. */
export function readFailure({ body, queuedAt, attributes }: QueuedMessage): QueuedFailure {
  const message = parse(body);
  const batch = objectIn(message, 'DDBStreamBatchInfo');
  const context = objectIn(message, 'requestContext');
  if (Object.keys(batch).length > 0) {
    const [first, last] = [
      textIn(batch, 'startSequenceNumber'),
      textIn(batch, 'endSequenceNumber'),
    ];
    return {
      queuedAt,
      kind: 'mails',
      count: Number(batch.batchSize ?? 1),
      why: textIn(context, 'condition') ?? 'unknown',
      where: `${textIn(batch, 'shardId')}, ${first === last ? first : `${first} to ${last}`}`,
    };
  }
  const why = textIn(context, 'condition') ?? attributes.ERROR_CODE ?? 'unknown';
  if ('awslogs' in objectIn(message, 'requestPayload')) {
    return { queuedAt, kind: 'audit', count: 1, why, where: textIn(message, 'timestamp') ?? '-' };
  }
  const event = 'requestPayload' in message ? objectIn(message, 'requestPayload') : message;
  if (textIn(event, 'source') !== 'aws.ses') {
    return { queuedAt, kind: 'unknown', count: 1, why, where: '-' };
  }
  const messageId = textIn(objectIn(objectIn(event, 'detail'), 'mail'), 'messageId');
  return {
    queuedAt,
    kind: 'feedback',
    count: 1,
    why,
    where: `${textIn(event, 'detail-type')}, mail ${messageId}`,
  };
}

function parse(body: string): JsonObject {
  try {
    const value = JSON.parse(body) as unknown;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
