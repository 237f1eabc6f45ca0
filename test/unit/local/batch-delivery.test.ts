import {
  deliver,
  type Arrival,
  type FailedBatch,
} from '../../../infra/local/aws/stream/batch-delivery';
import type { EventSourceMapping } from '../../../infra/local/aws/stream/event-source-mapping';
import type { StreamRecord } from '../../../infra/local/aws/stream/stream-records';

jest.useFakeTimers({ advanceTimers: 50 });

const standard: EventSourceMapping = {
  functionName: 'arn:aws:lambda:us-east-1:000000000000:function:SendCode',
  streamArn: 'stream',
  accepts: () => true,
  batchSize: 10,
  batchingWindow: 0,
  parallelization: 1,
  maximumRetryAttempts: -1,
  maximumRecordAge: Infinity,
  bisect: false,
  reportItemFailures: true,
  failures: 'arn:aws:sqs:us-east-1:000000000000:failures',
};

const arrivals = (numbers: string, arrivedAt = Date.now()): Arrival[] =>
  [...numbers].map((number) => ({
    arrivedAt,
    record: { dynamodb: { SequenceNumber: number } } as StreamRecord,
  }));

/** Delivers records named by single digits; `answers` says per call what the function does. */
async function run(
  batch: Arrival[],
  mapping: Partial<EventSourceMapping>,
  answer: (numbers: string, call: number) => unknown,
) {
  const calls: string[] = [];
  const failures: FailedBatch[] = [];
  await deliver(batch, {
    mapping: { ...standard, ...mapping },
    shardId: 'shard',
    stopped: new AbortController().signal,
    onFailure: (failure) => failures.push(failure),
    invoke: async (records) => {
      const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber).join('');
      calls.push(numbers);
      const returned = answer(numbers, calls.length);
      return returned === 'fails' ? undefined : { returned };
    },
  });
  return { calls, failures };
}

const failed = (...numbers: string[]) => ({
  batchItemFailures: numbers.map((itemIdentifier) => ({ itemIdentifier })),
});

test('a batch that goes well is delivered once', async () => {
  const { calls, failures } = await run(arrivals('123'), {}, () => ({ batchItemFailures: [] }));
  expect(calls).toEqual(['123']);
  expect(failures).toEqual([]);
});

test('after a reported failure the batch goes on from the earliest one', async () => {
  const { calls } = await run(arrivals('12345'), {}, (_, call) =>
    call === 1 ? failed('4', '3') : null,
  );
  expect(calls).toEqual(['12345', '345']);
});

test('an identifier that is not in the batch fails all of it', async () => {
  const { calls } = await run(arrivals('123'), {}, (_, call) => (call === 1 ? failed('9') : null));
  expect(calls).toEqual(['123', '123']);
});

test('reported failures count only where the mapping asks for them', async () => {
  const { calls } = await run(arrivals('12'), { reportItemFailures: false }, () => failed('1'));
  expect(calls).toEqual(['12']);
});

test('bisecting isolates the record that fails', async () => {
  const { calls, failures } = await run(
    arrivals('1234'),
    { bisect: true, maximumRetryAttempts: 1 },
    (numbers) => (numbers.includes('3') ? 'fails' : null),
  );
  expect(calls).toEqual(['1234', '12', '34', '3', '3', '4']);
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    DDBStreamBatchInfo: { startSequenceNumber: '3', endSequenceNumber: '3', batchSize: 1 },
  });
});

test('attempts are limited, and what is left reaches the queue', async () => {
  const { calls, failures } = await run(arrivals('12'), { maximumRetryAttempts: 2 }, () => 'fails');
  expect(calls).toEqual(['12', '12', '12']);
  expect(failures.map(({ DDBStreamBatchInfo }) => DDBStreamBatchInfo.batchSize)).toEqual([2]);
});

test('records past their age are given up, the others still go', async () => {
  const old = arrivals('1', Date.now() - 61_000);
  const { calls, failures } = await run(
    [...old, ...arrivals('2')],
    { maximumRecordAge: 60_000 },
    () => null,
  );
  expect(calls).toEqual(['2']);
  expect(failures[0]?.requestContext.condition).toBe('MaximumRecordAgeExceeded');
});
