import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueuedMessage } from './failure';

/** Seconds that nobody else sees the messages: time enough to read them and to say yes. */
const HELD = 120;
/** SQS hands out and takes back so many at once. */
const BATCH = 10;
/** More than anybody reads; of a longer queue the first ones tell the story. */
export const MOST = 500;

export interface HeldMessages {
  messages: QueuedMessage[];
  /** Puts them back as they were. */
  release(): Promise<void>;
  /** @returns how many could not be deleted, as they were held for too long */
  remove(): Promise<number>;
}

/** Takes what lies in a queue, up to {@link MOST} messages; they come back by themselves after a while. */
export async function holdMessages(sqs: SQSClient, QueueUrl: string): Promise<HeldMessages> {
  const held: Message[] = [];
  while (held.length < MOST) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HELD,
        // Waiting asks all of SQS's servers, not just some.
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
