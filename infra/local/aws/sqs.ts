import { createHash, randomUUID } from 'node:crypto';
import { serveJson, ServiceError } from './json-service';
import type { Endpoint } from './listen';
import type { Resource } from './cloudformation/local-template';
import { clock } from './clock';

interface Message {
  id: string;
  body: string;
  /** Epoch milliseconds. */
  sentAt: number;
  /** Epoch milliseconds until which no other receiver gets it. */
  hiddenUntil: number;
  /** Of the last receiver, who needs it to delete the message. */
  receipt: string | undefined;
}

/** The default of a queue. */
const VISIBILITY_SECONDS = 30;

interface Entry {
  Id: string;
  ReceiptHandle: string;
  VisibilityTimeout?: number;
}
interface Input {
  QueueUrl?: string;
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  Entries?: Entry[];
}

export interface LocalSqs extends Endpoint {
  /** @param queueArn of a queue of the template */
  send(queueArn: string, body: unknown): void;
  /** Bodies of all messages in a queue, oldest first. */
  bodies(queueArn: string): unknown[];
}

/** SQS with the template's queues: the operations that admins use to read and to clear a queue. */
export async function startSqs(queues: Resource[], port: number): Promise<LocalSqs> {
  const byUrl = new Map<string, Message[]>(queues.map(({ physicalId }) => [physicalId, []]));
  const byArn = (queueArn: string): Message[] => {
    const url = queues.find(({ arn }) => arn === queueArn)?.physicalId ?? '';
    return find(url);
  };
  const find = (url: string): Message[] => {
    const queue = byUrl.get(url);
    if (!queue) throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  const onQueue = (work: (queue: Message[], input: Input) => unknown) => (input: Input) =>
    work(find(input.QueueUrl ?? ''), input);
  const operations = {
    GetQueueAttributes: onQueue(count),
    ReceiveMessage: onQueue(receive),
    ChangeMessageVisibilityBatch: onQueue((queue, { Entries = [] }) =>
      each(Entries, ({ ReceiptHandle, VisibilityTimeout = 0 }) => {
        held(queue, ReceiptHandle).hiddenUntil = clock.now() + VisibilityTimeout * 1000;
      }),
    ),
    DeleteMessageBatch: onQueue((queue, { Entries = [] }) =>
      each(Entries, ({ ReceiptHandle }) => {
        queue.splice(queue.indexOf(held(queue, ReceiptHandle)), 1);
      }),
    ),
  };
  const endpoint = await serveJson('SQS', operations, port);
  return {
    ...endpoint,
    send: (queueArn, body) => {
      byArn(queueArn).push({
        id: randomUUID(),
        body: JSON.stringify(body),
        sentAt: clock.now(),
        hiddenUntil: 0,
        receipt: undefined,
      });
    },
    bodies: (queueArn) => byArn(queueArn).map(({ body }) => JSON.parse(body) as unknown),
  };
}

function count(queue: Message[]) {
  const hidden = queue.filter(({ hiddenUntil }) => hiddenUntil > clock.now()).length;
  return {
    Attributes: {
      ApproximateNumberOfMessages: String(queue.length - hidden),
      ApproximateNumberOfMessagesNotVisible: String(hidden),
    },
  };
}

function receive(queue: Message[], input: Input) {
  const { MaxNumberOfMessages = 1, VisibilityTimeout = VISIBILITY_SECONDS } = input;
  const now = clock.now();
  const visible = queue.filter(({ hiddenUntil }) => hiddenUntil <= now);
  return {
    Messages: visible.slice(0, MaxNumberOfMessages).map((message) => {
      message.hiddenUntil = now + VisibilityTimeout * 1000;
      message.receipt = randomUUID();
      return {
        MessageId: message.id,
        ReceiptHandle: message.receipt,
        Body: message.body,
        MD5OfBody: createHash('md5').update(message.body).digest('hex'),
        Attributes: { SentTimestamp: String(message.sentAt) },
      };
    }),
  };
}

function held(queue: Message[], receipt: string): Message {
  const message = queue.find((one) => one.receipt === receipt);
  if (!message)
    throw new ServiceError('ReceiptHandleIsInvalid', 'The receipt handle is not valid.');
  return message;
}

function each(entries: Entry[], act: (entry: Entry) => void) {
  for (const entry of entries) act(entry);
  return { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] };
}
