import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import fc from 'fast-check';
import { inBatches } from '../../../triggers/audit/gather/batches';
import { putOnEventBus } from '../../../triggers/audit/gather/to-event-bus';
import { putInLogGroup } from '../../../triggers/audit/gather/to-log-group';
import type { AuditEvent } from '../../../triggers/audit/gather/read-events';

const DAY = 86_400_000;
const place = { logGroupName: 'group', logStreamName: 'stream' };
const eventAt = (at: number, more: object = {}): AuditEvent => ({
  version: '1',
  id: String(at),
  time: new Date(at).toISOString(),
  event: 'x',
  ...more,
});

test('batches putInLogGroup every limit, and hold each item once, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 })),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 50, max: 100 }),
      (items, most, bytes) => {
        const fits = (first: number, item: number) => Math.abs(first - item) < 30;
        const batches = inBatches(items, { items: most, bytes, bytesOf: (item) => item, fits });
        expect(batches.flat()).toEqual(items);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(most);
          expect(batch.reduce((sum, item) => sum + item, 0)).toBeLessThanOrEqual(bytes);
          for (const item of batch) expect(fits(batch[0] as number, item)).toBe(true);
        }
      },
    ),
  );
});

test('an item too large for any batch is alone in its own', () => {
  const limits = { items: 3, bytes: 10, bytesOf: (item: number) => item };
  expect(inBatches([1, 99, 2], limits)).toEqual([[1], [99], [2]]);
});

test('log events stay in time order, within a day and a megabyte, none too old or too new', async () => {
  const now = Date.now();
  const times = [-30 * DAY, -12 * DAY, -12 * DAY + 5, -2 * DAY, -1, 3 * DAY].map(
    (ago) => now + ago,
  );
  const large = Array.from({ length: 3 }, () => eventAt(now, { reason: 'ü'.repeat(250_000) }));
  const sent: { timestamp: number; message: string }[][] = [];
  const client = {
    send: async ({ input }: { input: { logEvents: (typeof sent)[number] } }) => {
      sent.push(input.logEvents);
      return {};
    },
  } as unknown as CloudWatchLogsClient;
  const events = [...times.slice(0, 5).map((at) => eventAt(at)), ...large, eventAt(times[5] ?? 0)];
  await putInLogGroup(client, place, events);
  expect(sent.flat().map(({ message }) => JSON.parse(message))).toEqual(events);
  for (const batch of sent) {
    const stamps = batch.map(({ timestamp }) => timestamp);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect((stamps.at(-1) ?? 0) - (stamps[0] ?? 0)).toBeLessThan(DAY);
    expect(stamps[0]).toBeGreaterThan(now - 14 * DAY);
    expect(stamps.at(-1)).toBeLessThan(Date.now() + DAY / 12);
    const bytes = batch.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
    expect(bytes).toBeLessThanOrEqual(1_048_576);
  }
  expect(sent.length).toBe(5);
});

// Fails if the answer is not looked at: CloudWatch drops events and says so in a success.
test('log events that CloudWatch dropped are an error', async () => {
  const client = {
    send: async () => ({ rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 } }),
  } as unknown as CloudWatchLogsClient;
  await expect(putInLogGroup(client, place, [eventAt(0)])).rejects.toThrow('rejected');
});

/** A bus that refuses the entries whose id is in `refused`, as often as told there. */
function fakeBus(refused: Record<string, number>) {
  const sent: string[][] = [];
  const client = {
    send: async ({ input }: { input: { Entries: { Detail: string }[] } }) => {
      const ids = input.Entries.map(({ Detail }) => (JSON.parse(Detail) as AuditEvent).id);
      sent.push(ids);
      const Entries = ids.map((id) => {
        const left = refused[id] ?? 0;
        refused[id] = left - 1;
        return left > 0 ? { ErrorCode: 'ThrottlingException' } : { EventId: id };
      });
      return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
    },
  } as unknown as EventBridgeClient;
  return { client, sent };
}

test('ten entries go at once; of a part that the bus refused, that part is tried again', async () => {
  const { client, sent } = fakeBus({ '2': 2, '11': 1 });
  await putOnEventBus(
    client,
    'bus',
    Array.from({ length: 12 }, (_, index) => eventAt(index)),
  );
  expect(sent.map((ids) => ids.join())).toEqual(['0,1,2,3,4,5,6,7,8,9', '2', '2', '10,11', '11']);
});

test('what the bus keeps refusing is an error', async () => {
  const { client, sent } = fakeBus({ '1': 99 });
  await expect(putOnEventBus(client, 'bus', [eventAt(0), eventAt(1)])).rejects.toThrow(
    'ThrottlingException',
  );
  expect(sent).toHaveLength(4);
});

test('entries of a quarter of a megabyte in all go at once', async () => {
  const { client, sent } = fakeBus({});
  const events = [1, 2, 3].map((at) => eventAt(at, { reason: 'ü'.repeat(60_000) }));
  await putOnEventBus(client, 'bus', events);
  expect(sent).toEqual([['1', '2'], ['3']]);
});
