import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { readEvents as read } from '../../../triggers/audit/gather/read-events';

interface Line {
  id: string;
  timestamp: number;
  message: string;
}

const SOURCES = { account: '123456789012', logGroups: ['/one', '/two'] };
const FROM = { owner: '123456789012', logGroup: '/two' };

const pack = (logEvents: Line[], messageType = 'DATA_MESSAGE', from = FROM) =>
  gzipSync(JSON.stringify({ messageType, ...from, logEvents })).toString('base64');
const readEvents = (data: string) => read(data, SOURCES);

const time = fc.integer({ min: 0, max: 4e12 });
const fields = fc.dictionary(fc.string(), fc.jsonValue());
const names = ['sub', 'clientId', 'challengeId', 'messageId', 'reason'];
const line = (message: unknown, timestamp = 1, id = 'a'): Line => ({
  id,
  timestamp,
  message: typeof message === 'string' ? message : JSON.stringify(message),
});

test('of version 1, only the fields of the schema come through, whatever else stands in the line', () => {
  const known = fc.record(Object.fromEntries(names.map((name) => [name, fc.string()])), {
    requiredKeys: [],
  });
  fc.assert(
    fc.property(fields, known, time, fc.string(), (others, wanted, at, id) => {
      const text = { ...others, ...wanted, version: '1', event: 'mail.sent' };
      const [event] = readEvents(pack([line(text, at, id)]));
      const given = Object.fromEntries(
        Object.entries(text).filter(([name]) => names.includes(name)),
      );
      expect(event).toEqual({
        version: '1',
        id,
        time: new Date(at).toISOString(),
        event: 'mail.sent',
        ...given,
      });
    }),
  );
});

test('of a version to come, all comes through but what makes it a metric and what an error says', () => {
  const left = ['_aws', 'service', 'message', 'error', 'stack'];
  fc.assert(
    fc.property(fields, (others) => {
      const text = { ...others, message: 'm', stack: 's', _aws: {}, version: '2', event: 'x' };
      const [event] = readEvents(pack([line(text)]));
      for (const name of left) expect(event).not.toHaveProperty([name]);
      expect(event).toMatchObject({ version: '2', event: 'x', id: 'a' });
      for (const name of Object.keys(others)) {
        if (left.includes(name) || ['id', 'time', 'event', 'version', '__proto__'].includes(name))
          continue;
        expect(event).toHaveProperty([name]);
      }
    }),
  );
});

test('events come oldest first, and none is lost or made up', () => {
  fc.assert(
    fc.property(fc.array(time), (times) => {
      const lines = times.map((at, index) => line({ version: '1', event: 'x' }, at, `${index}`));
      const events = readEvents(pack(lines));
      const read = events.map((event) => Date.parse(event.time));
      expect(read).toEqual([...times].sort((a, b) => a - b));
      expect(new Set(events.map(({ id }) => id)).size).toBe(times.length);
    }),
  );
});

test('lines that are no event are passed over, whatever they are', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const parsed = (() => {
        try {
          return JSON.parse(text);
        } catch {
          return undefined;
        }
      })();
      fc.pre(typeof parsed?.version !== 'string' || typeof parsed?.event !== 'string');
      expect(readEvents(pack([line(text)]))).toEqual([]);
    }),
  );
});

test('a control message holds nothing; what is none of CloudWatch is refused', () => {
  expect(readEvents(pack([line({ version: '1', event: 'x' })], 'CONTROL_MESSAGE'))).toEqual([]);
  expect(() => readEvents('bm8gemlw')).toThrow();
});

test('forged events: a batch of another account or log group is refused', () => {
  const forged = line({ version: '1', event: 'answer.right' });
  for (const from of [
    { ...FROM, owner: '999999999999' },
    { ...FROM, logGroup: '/three' },
    { ...FROM, logGroup: '/one,/two' },
    {} as typeof FROM,
  ]) {
    expect(() => readEvents(pack([forged], 'DATA_MESSAGE', from))).toThrow('not from a log group');
  }
  expect(readEvents(pack([forged]))).toHaveLength(1);
});
