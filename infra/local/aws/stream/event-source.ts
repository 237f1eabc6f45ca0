import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCAL_CREDENTIALS, REGION } from '../account';
import type { DeliveryOptions, FailedBatch } from './batch-delivery';
import { OrderedQueue } from './ordered-queue';
import type { EventSourceMapping } from './event-source-mapping';
import { toLambdaRecord, type StreamRecord } from './stream-records';
import { clock } from '../clock';

/** Milliseconds. Lambda reads each shard about four times a second. */
export const POLL_INTERVAL = 250;
/** Stands for the next iterator when a new one must be requested. */
const EXPIRED = 'expired';
/** Milliseconds between looks for new shards, which come every few hours. */
const SHARD_INTERVAL = 2_000;

export interface EventSourceOptions {
  mapping: EventSourceMapping;
  /** ARN of the table's stream at the emulator; the template has another. */
  localStreamArn: string;
  dynamodbEndpoint: string;
  lambdaEndpoint: string;
  onFailure(batch: FailedBatch): void;
  /** The stream cannot be read any more. */
  onCrash(error: Error): void;
}

export interface EventSource {
  close(): Promise<void>;
}

/** Reads the stream from its beginning, as with TRIM_HORIZON, and delivers its records to the function. */
export function startEventSource(options: EventSourceOptions): EventSource {
  const client = { region: REGION, credentials: LOCAL_CREDENTIALS };
  const streams = new DynamoDBStreamsClient({ ...client, endpoint: options.dynamodbEndpoint });
  const lambda = new LambdaClient({
    ...client,
    endpoint: options.lambdaEndpoint,
    // The mapping decides about retries.
    maxAttempts: 1,
  });
  const stopping = new AbortController();
  const source = new ShardReaders(streams, lambda, options, stopping.signal);
  const running = source.run().catch((error: unknown) => {
    if (!stopping.signal.aborted) options.onCrash(error as Error);
  });
  return {
    close: async () => {
      stopping.abort();
      await running;
      streams.destroy();
      lambda.destroy();
    },
  };
}

class ShardReaders {
  /** Shards being read. */
  private readonly reading = new Map<string, Promise<void>>();
  /** Shards read to their end. */
  private readonly done = new Set<string>();

  constructor(
    private readonly streams: DynamoDBStreamsClient,
    private readonly lambda: LambdaClient,
    private readonly options: EventSourceOptions,
    private readonly stopped: AbortSignal,
  ) {}

  async run(): Promise<void> {
    const failed = new AbortController();
    let failure: unknown;
    while (!this.stopped.aborted && !failed.signal.aborted) {
      const shards = await this.shards();
      const unread = new Set(shards.map(({ ShardId }) => ShardId));
      for (const id of this.done) unread.delete(id);
      for (const { ShardId, ParentShardId } of shards) {
        if (!ShardId || this.reading.has(ShardId) || this.done.has(ShardId)) continue;
        // To keep the order, a shard starts only after its parent was read to the end.
        if (ParentShardId && unread.has(ParentShardId)) continue;
        const reading = this.read(ShardId).then(
          () => {
            this.reading.delete(ShardId);
            this.done.add(ShardId);
          },
          (error: unknown) => {
            failure = error;
            failed.abort();
          },
        );
        this.reading.set(ShardId, reading);
      }
      const signal = AbortSignal.any([this.stopped, failed.signal]);
      await sleep(SHARD_INTERVAL, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(this.reading.values());
    if (failure) throw failure as Error;
  }

  private async shards(): Promise<Shard[]> {
    const found: Shard[] = [];
    let last: string | undefined;
    do {
      const { StreamDescription } = await this.streams.send(
        new DescribeStreamCommand({
          StreamArn: this.options.localStreamArn,
          ExclusiveStartShardId: last,
        }),
      );
      found.push(...(StreamDescription?.Shards ?? []));
      last = StreamDescription?.LastEvaluatedShardId;
    } while (last);
    return found;
  }

  private async read(shardId: string): Promise<void> {
    const { mapping } = this.options;
    const queues = Array.from(
      { length: mapping.parallelization },
      () => new OrderedQueue(this.deliveryOf(shardId)),
    );
    let iterator = await this.iteratorAfter(shardId);
    let last: string | undefined;
    while (iterator && !this.stopped.aborted) {
      const { Records = [], NextShardIterator } = await this.records(iterator);
      const arrivedAt = clock.now();
      for (const raw of Records) {
        const origin = { awsRegion: REGION, eventSourceARN: mapping.streamArn };
        const record = toLambdaRecord(raw, origin, arrivedAt);
        last = record.dynamodb.SequenceNumber;
        if (!mapping.accepts(record)) continue;
        queues[queueOf(record, queues.length)]?.add({ record, arrivedAt });
      }
      iterator =
        NextShardIterator === EXPIRED ? await this.iteratorAfter(shardId, last) : NextShardIterator;
      await sleep(POLL_INTERVAL, undefined, { signal: this.stopped }).catch(() => undefined);
    }
  }

  /** @param last sequence number of the last record read; from the shard's beginning if there is none */
  private async iteratorAfter(ShardId: string, last?: string): Promise<string | undefined> {
    const { ShardIterator } = await this.streams.send(
      new GetShardIteratorCommand({
        StreamArn: this.options.localStreamArn,
        ShardId,
        ...(last
          ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last }
          : { ShardIteratorType: 'TRIM_HORIZON' }),
      }),
    );
    return ShardIterator;
  }

  private async records(
    ShardIterator: string,
  ): Promise<Pick<GetRecordsCommandOutput, 'Records' | 'NextShardIterator'>> {
    try {
      return await this.streams.send(new GetRecordsCommand({ ShardIterator }));
    } catch (error) {
      // Iterators expire after 15 minutes, for example while the machine sleeps.
      if (error instanceof ExpiredIteratorException) return { NextShardIterator: EXPIRED };
      throw error;
    }
  }

  private deliveryOf(shardId: string): DeliveryOptions {
    const { mapping, onFailure } = this.options;
    return {
      mapping,
      shardId,
      onFailure,
      stopped: this.stopped,
      invoke: (records) => this.invoke(records),
    };
  }

  private async invoke(Records: StreamRecord[]): Promise<{ returned: unknown } | undefined> {
    try {
      const { FunctionError, Payload } = await this.lambda.send(
        new InvokeCommand({
          FunctionName: this.options.mapping.functionName,
          Payload: JSON.stringify({ Records }),
        }),
        { abortSignal: this.stopped },
      );
      if (FunctionError) return undefined;
      return { returned: JSON.parse(Payload?.transformToString() || 'null') as unknown };
    } catch {
      // Throttled, or the stack is stopping: for the mapping, this is a failed call.
      return undefined;
    }
  }
}

/** Records of one item go to one queue, and so stay in order. */
function queueOf({ dynamodb }: StreamRecord, queues: number): number {
  let hash = 0;
  for (const character of JSON.stringify(dynamodb.Keys)) {
    hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  }
  return hash % queues;
}
