import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bar, duration } from '../../../infra/admin/revoke-all/progress-display';
import { ProgressFile } from '../../../infra/admin/revoke-all/progress-file';

const POOL = 'eu-central-1_AbCdEfGhI';
let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'email-mfa-record-'));
  file = join(dir, 'record.txt');
});
afterEach(() => rmSync(dir, { recursive: true }));

function unfinished(...subs: string[]): void {
  const record = ProgressFile.open(file, POOL, {});
  record.begin(POOL);
  for (const sub of subs) record.add(sub);
}

test('nothing is written before the run is decided on', () => {
  ProgressFile.open(file, POOL, {});
  expect(existsSync(file)).toBe(false);
});

test('an unfinished run is gone on with, when told to', () => {
  unfinished('ann', 'bob');
  const record = ProgressFile.open(file, POOL, { resume: true });
  expect([...record.done]).toEqual(['ann', 'bob']);
  record.begin(POOL);
  record.add('carol');
  expect(ProgressFile.open(file, POOL, { resume: true }).done).toContain('carol');
});

test('a line that a crash has cut short is nobody, and spoils no other', () => {
  unfinished('ann');
  appendFileSync(file, 'bo');
  const record = ProgressFile.open(file, POOL, { resume: true });
  expect(record.done.has('bob')).toBe(false);
  record.begin(POOL);
  record.add('carol');
  expect(ProgressFile.open(file, POOL, { resume: true }).done).toContain('carol');
});

test('a new run forgets the old one, when told to', () => {
  unfinished('ann');
  ProgressFile.open(file, POOL, { restart: true }).begin(POOL);
  expect(readFileSync(file, 'utf8')).not.toContain('ann');
});

test('who else uses the machine can not read it', () => {
  unfinished();
  expect(statSync(file).mode & 0o077).toBe(0);
});

// Fails if the name is written to as it is: in a folder that others share, it may be a link of theirs.
test('a link in the place of the record is not followed', () => {
  symlinkSync(join(dir, 'not-there'), file);
  ProgressFile.open(file, POOL, {}).begin(POOL);
  expect(existsSync(join(dir, 'not-there'))).toBe(false);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('a restart overwrites no file but a record', () => {
  writeFileSync(file, 'precious');
  expect(() => ProgressFile.open(file, POOL, { restart: true })).toThrow('is not a progress file');
  expect(readFileSync(file, 'utf8')).toBe('precious');
});

test('a run that is done leaves nothing', () => {
  unfinished('ann');
  ProgressFile.open(file, POOL, { resume: true }).remove();
  expect(existsSync(file)).toBe(false);
});

test.each<[string, () => void, object, RegExp]>([
  [
    'an unfinished run and no word of it',
    () => unfinished('ann'),
    {},
    /1 user were signed out\. Continue with --resume, or start over with --restart/,
  ],
  [
    'nothing to go on with',
    () => undefined,
    { resume: true },
    /There is no unfinished run in .*\. Leave out --resume/,
  ],
  ['both', () => undefined, { resume: true, restart: true }, /not both/],
  [
    'another pool',
    () => writeFileSync(file, '{"userPoolId":"other"}\nann\n'),
    { resume: true },
    /is not a progress file of pool/,
  ],
  [
    'another file',
    () => writeFileSync(file, 'shopping list'),
    { resume: true },
    /is not a progress file of pool/,
  ],
])('%s is refused', (_, arrange, begin, message) => {
  arrange();
  expect(() => ProgressFile.open(file, POOL, begin)).toThrow(message);
});

test.each([
  [0, 1000, '░░░░░░░░░░░░░░░░░░░░░░░░  0 of about 1,000  2 min left'],
  [500, 1000, '████████████░░░░░░░░░░░░  500 of about 1,000  50 s left'],
  [1200, 1000, '████████████████████████  1,200 of about 1,000  0 s left'],
  [0, 0, '░░░░░░░░░░░░░░░░░░░░░░░░  0 of about 0  0 s left'],
])('after %d of %d the bar says', (done, total, text) => {
  expect(bar({ done, total, rate: 10 })).toBe(text);
});

test.each([
  [59.4, '59 s'],
  [90, '2 min'],
  [3600, '1 h 0 min'],
  [100_000, '27 h 47 min'],
])('%d s are told as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
