import { setTimeout as sleep } from 'node:timers/promises';
import type { EventSourceMapping } from './event-source-mapping';
import type { StreamRecord } from './stream-records';
import { clock } from '../clock';

/** A record on its way to the function, with the time it was first seen. */
export interface Arrival {
  record: StreamRecord;
  /** Epoch milliseconds. */
  arrivedAt: number;
}

/** A batch that failed for good, as Lambda's on-failure destination gets it. */
export interface FailedBatch {
  requestContext: {
    functionArn: string;
    condition: 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';
    approximateInvokeCount: number;
  };
  timestamp: string;
  DDBStreamBatchInfo: {
    shardId: string;
    startSequenceNumber: string;
    endSequenceNumber: string;
    approximateArrivalOfFirstRecord: string;
    approximateArrivalOfLastRecord: string;
    batchSize: number;
    streamArn: string;
  };
}

export interface DeliveryOptions {
  mapping: EventSourceMapping;
  shardId: string;
  /** Calls the function. @returns its result; undefined if it failed */
  invoke(records: StreamRecord[]): Promise<{ returned: unknown } | undefined>;
  onFailure(batch: FailedBatch): void;
  stopped: AbortSignal;
}

const FIRST_BACKOFF = 200;
const LONGEST_BACKOFF = 10_000;

/**
 * Delivers a batch to the function until every record is done, too old, or out of retries.
 * Resolves then, or when the stack stops.
 */
export async function deliver(batch: Arrival[], options: DeliveryOptions): Promise<void> {
  const { mapping, invoke, stopped } = options;
  let rest = batch;
  for (let calls = 0; !stopped.aborted; calls += 1) {
    rest = withoutExpired(rest, calls, options);
    if (rest.length === 0) return;
    if (mapping.maximumRetryAttempts !== -1 && calls > mapping.maximumRetryAttempts) {
      return giveUp(rest, 'RetryAttemptsExhausted', calls, options);
    }
    if (calls > 0) await backoff(calls, stopped);

    const answer = await invoke(rest.map(({ record }) => record));
    const failedFrom = answer ? firstFailure(rest, answer.returned, mapping) : 0;
    if (failedFrom === undefined) return;
    const failed = rest.slice(failedFrom);
    if (mapping.bisect && failed.length > 1) {
      // A split is not a retry: each half starts with all its attempts, the first half first.
      const middle = Math.ceil(failed.length / 2);
      await backoff(1, stopped);
      await deliver(failed.slice(0, middle), options);
      await deliver(failed.slice(middle), options);
      return;
    }
    rest = failed;
  }
}

/**
 * Where in the batch the function failed first; undefined if all went well. Lambda goes on from the
 * earliest failure, so records after it come again even if they went well.
 */
function firstFailure(
  batch: Arrival[],
  returned: unknown,
  { reportItemFailures }: EventSourceMapping,
): number | undefined {
  const failures = (returned as { batchItemFailures?: { itemIdentifier?: string }[] } | null)
    ?.batchItemFailures;
  if (!reportItemFailures || !failures || failures.length === 0) return undefined;
  const indexes = failures.map(({ itemIdentifier }) =>
    batch.findIndex(({ record }) => record.dynamodb.SequenceNumber === itemIdentifier),
  );
  // An identifier that is not in the batch fails all of it.
  return Math.max(0, Math.min(...indexes));
}

function withoutExpired(batch: Arrival[], calls: number, options: DeliveryOptions): Arrival[] {
  const oldest = clock.now() - options.mapping.maximumRecordAge;
  const expired = batch.filter(({ arrivedAt }) => arrivedAt < oldest);
  if (expired.length > 0) giveUp(expired, 'MaximumRecordAgeExceeded', calls, options);
  return batch.filter(({ arrivedAt }) => arrivedAt >= oldest);
}

function giveUp(
  batch: Arrival[],
  condition: FailedBatch['requestContext']['condition'],
  approximateInvokeCount: number,
  { mapping, shardId, onFailure }: DeliveryOptions,
): void {
  const [first] = batch;
  const last = batch.at(-1);
  if (!first || !last) return;
  const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
  onFailure({
    requestContext: { functionArn: mapping.functionName, condition, approximateInvokeCount },
    timestamp: iso(clock.now()),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.record.dynamodb.SequenceNumber,
      endSequenceNumber: last.record.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: iso(first.arrivedAt),
      approximateArrivalOfLastRecord: iso(last.arrivedAt),
      batchSize: batch.length,
      streamArn: mapping.streamArn,
    },
  });
}

async function backoff(calls: number, signal: AbortSignal): Promise<void> {
  const delay = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (calls - 1));
  await sleep(delay, undefined, { signal }).catch(() => undefined);
}
