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
import { LOCAL_CREDENTIALS } from '../credentials';
import { REGION } from '../../synth';
import type { DeliveryOptions, FailedBatch } from './delivery';
import { Lane } from './concurrent-batches';
import type { Mapping } from './mapping';
import { toLambdaRecord, type StreamRecord } from './stream-records';

/** Milliseconds: Lambda reads each shard about four times a second. */
export const POLL_INTERVAL = 250;
/** In place of the next iterator: a new one must be asked for. */
const EXPIRED = 'expired';
/** How often to look for new shards: they come every few hours. */
const SHARD_INTERVAL = 2_000;

export interface EventSourceOptions {
  mapping: Mapping;
  /** ARN of the table's stream at the emulator; the template has another. */
  localStreamArn: string;
  dynamodbEndpoint: string;
  lambdaEndpoint: string;
  onFailure(batch: FailedBatch): void;
  /** The stream can't be read any more. */
  onCrash(error: Error): void;
}

export interface EventSource {
  close(): Promise<void>;
}

/** Reads the stream from its beginning, as with TRIM_HORIZON, and brings its records to the function. */
export function startEventSource(options: EventSourceOptions): EventSource {
  const client = { region: REGION, credentials: LOCAL_CREDENTIALS };
  const streams = new DynamoDBStreamsClient({ ...client, endpoint: options.dynamodbEndpoint });
  const lambda = new LambdaClient({
    ...client,
    endpoint: options.lambdaEndpoint,
    // A retry is the mapping's business.
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
  /** Shards being read, and shards read to their end. */
  private readonly open = new Map<string, Promise<void>>();
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
        if (!ShardId || this.open.has(ShardId) || this.done.has(ShardId)) continue;
        // Order: a shard starts when the one it came from, if still there, is read to its end.
        if (ParentShardId && unread.has(ParentShardId)) continue;
        const reading = this.read(ShardId).then(
          () => {
            this.open.delete(ShardId);
            this.done.add(ShardId);
          },
          (error: unknown) => {
            failure = error;
            failed.abort();
          },
        );
        this.open.set(ShardId, reading);
      }
      const signal = AbortSignal.any([this.stopped, failed.signal]);
      await sleep(SHARD_INTERVAL, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(this.open.values());
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
    const lanes = Array.from(
      { length: mapping.parallelization },
      () => new Lane(this.deliveryOf(shardId)),
    );
    let iterator = await this.iteratorAfter(shardId);
    let last: string | undefined;
    while (iterator && !this.stopped.aborted) {
      const { Records = [], NextShardIterator } = await this.records(iterator);
      const arrivedAt = Date.now();
      for (const raw of Records) {
        const place = { awsRegion: REGION, eventSourceARN: mapping.streamArn };
        const record = toLambdaRecord(raw, place, arrivedAt);
        last = record.dynamodb.SequenceNumber;
        if (!mapping.accepts(record)) continue;
        lanes[laneOf(record, lanes.length)]?.add({ record, arrivedAt });
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
      // They live for 15 minutes: a machine that slept wakes with an old one.
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
      // Throttled, or the stack is stopping: for the mapping that is a failed call like any other.
      return undefined;
    }
  }
}

/** Records of one item stay in one lane, and so in order. */
function laneOf({ dynamodb }: StreamRecord, lanes: number): number {
  let hash = 0;
  for (const character of JSON.stringify(dynamodb.Keys)) {
    hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  }
  return hash % lanes;
}
