import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueuedMessage } from './queued-failure';

/** Seconds for which the messages are hidden from others: enough to read and confirm. */
const HELD = 120;
/** SQS's maximum for one call. */
const BATCH = 10;
/** More than anyone reads. */
export const MOST = 500;

export interface HeldMessages {
  messages: QueuedMessage[];
  /** Makes the messages visible again. */
  release(): Promise<void>;
  /** @returns the number that could not be deleted, because they were held for too long */
  remove(): Promise<number>;
}

/** Receives up to {@link MOST} messages of a queue. Unless removed, they become visible again after {@link HELD}. */
export async function holdMessages(sqs: SQSClient, QueueUrl: string): Promise<HeldMessages> {
  const held: Message[] = [];
  while (held.length < MOST) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HELD,
        // Waiting makes SQS ask all of its servers.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) break;
    held.push(...Messages);
  }
  return {
    messages: held.map(read),
    release: async () => {
      for (const Entries of batches(held)) {
        const back = Entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
        await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: back }));
      }
    },
    remove: async () => {
      let failed = 0;
      for (const Entries of batches(held)) {
        const { Failed = [] } = await sqs.send(
          new DeleteMessageBatchCommand({ QueueUrl, Entries }),
        );
        failed += Failed.length;
      }
      return failed;
    },
  };
}

function read({ Body = '', Attributes, MessageAttributes = {} }: Message): QueuedMessage {
  const attributes = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [
    name,
    StringValue,
  ]);
  return {
    body: Body,
    queuedAt: Number(Attributes?.SentTimestamp),
    attributes: Object.fromEntries(attributes) as Record<string, string>,
  };
}

function batches(messages: Message[]) {
  const entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
  return Array.from({ length: Math.ceil(entries.length / BATCH) }, (_, index) =>
    entries.slice(index * BATCH, (index + 1) * BATCH),
  );
}
