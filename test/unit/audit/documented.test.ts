import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asLine, EVENTS } from '../../../infra/cli/audit-text';

const ROOT = join(__dirname, '..', '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const documented = [...read('triggers/audit/README.md').matchAll(/^\| `(\w+\.\w+)`/gm)].map(
  ([, name]) => name,
);
const told = [...read('triggers/audit/audit.ts').matchAll(/^ {2}'(\w+\.\w+)': /gm)].map(
  ([, name]) => name,
);

test('triggers/audit/README.md documents every event, and the admin command has words for each', () => {
  expect(told.length).toBeGreaterThan(10);
  expect([...documented].sort()).toEqual([...told, 'user.unlocked', 'address.confirmed'].sort());
  expect([...EVENTS].sort()).toEqual([...documented].sort());
});

const event = {
  version: '1',
  id: 'a',
  time: '2026-11-22T12:00:00.000Z',
  event: 'answer.wrong',
  sub: '0c8d6e1a-0000',
  reason: 'MALFORMED',
};

test('a step is one line; an event that is not known here is told by its name', () => {
  const plain = asLine(event, false);
  expect(plain).toMatch(/not a code +user 0c8d6e1a {2}client -$/);
  // eslint-disable-next-line no-control-regex -- colours begin with one
  expect(asLine(event, true).replace(/\x1b\[\d+m/g, '')).toBe(plain);
  expect(asLine(event, true)).toContain('\x1b[');
  const unknown = { ...event, event: 'device.trusted' };
  expect(asLine(unknown, false)).toContain('device.trusted: MALFORMED  ');
});

test('a line tells the reason if its words do not, and mostly fits into 80 columns', () => {
  const failed = { ...event, event: 'mail.failed', reason: 'MessageRejected' };
  expect(asLine(failed, false)).toContain('not sent: MessageRejected  ');
  expect(asLine({ ...event, reason: 'NEW' }, false)).toContain('incorrect code: NEW  ');
  for (const name of EVENTS) {
    const clientId = '3n4b5urk1ft4fl3mg5e62d9ado';
    const line = asLine({ ...event, event: name, clientId, reason: undefined }, false);
    expect(line.length).toBeLessThanOrEqual(80);
  }
});
