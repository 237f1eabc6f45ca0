import { asText, statusOf } from '../../../infra/admin/mfa/mfa-status';
import type { PoolUser } from '../../../infra/admin/user-directory';
import { DAY, HOUR } from '../../../triggers/limits/rules';
import type { Item } from '../../../triggers/store/records';

const NOW = Date.parse('2026-01-02T12:00:00Z');
const limits = {
  codesPerHour: 3,
  resendCooldown: 30_000,
  failuresPerDay: 4,
  lockDuration: 2 * DAY,
};
const user: PoolUser = {
  username: 'ann',
  sub: 'sub',
  email: 'ann@example.com',
  emailVerified: true,
  enabled: true,
  status: 'CONFIRMED',
  createdAt: null,
  changedAt: null,
  attributes: {},
};
const codes = (...ago: number[]): Item => ({
  codeTimes: { L: ago.map((ms) => ({ N: `${NOW - ms}` })) },
});
const failures = (...ago: number[]): Item => ({
  failures: { SS: ago.map((ms, n) => `${NOW - ms}-${n}`) },
});
const status = (item: Item | undefined) => statusOf(user, { item, browsers: {} }, limits, NOW);

test('a user of whom nothing is kept', () => {
  expect(status(undefined)).toEqual({
    user,
    codes: 0,
    codesPerHour: 3,
    nextCodeAt: null,
    failures: 0,
    failuresPerDay: 4,
    lockedUntil: null,
    lastSignInAt: null,
    rememberedBrowsers: 0,
    codesStillGoTo: null,
  });
});

test('codes and failures that have aged out are not counted', () => {
  const item = { ...codes(2 * HOUR, 1000), ...failures(2 * DAY, 1000) };
  expect(status(item)).toMatchObject({ codes: 1, failures: 1, nextCodeAt: null });
});

test('the next code comes when the first of the hour ages out', () => {
  expect(status(codes(50 * 60_000, 1000, 10))).toMatchObject({
    codes: 3,
    nextCodeAt: '2026-01-02T12:10:00.000Z',
  });
});

test('a lock that outlasts its failures is still told, with its end', () => {
  expect(status(failures(...Array(4).fill(DAY + HOUR)))).toMatchObject({
    failures: 0,
    lockedUntil: '2026-01-03T11:00:00.000Z',
    nextCodeAt: '2026-01-03T11:00:00.000Z',
  });
});

test('the last sign-in', () => {
  expect(status({ lastSignInAt: { N: `${NOW}` } }).lastSignInAt).toBe('2026-01-02T12:00:00.000Z');
});

test.each<[string, Partial<PoolUser>, Item | undefined, RegExp]>([
  ['nothing in the way', {}, undefined, /Yes: the user gets a code\./],
  ['disabled', { enabled: false }, failures(1, 1, 1, 1), /No: the account is disabled/],
  ['no verified address', { emailVerified: false }, undefined, /No: the address is not verified/],
  ['locked', {}, failures(1, 1, 1, 1), /No: locked until 4 Jan 2026/],
  ['too many codes', {}, codes(3, 2, 1), /Not before 2 Jan 2026.*: too many codes/],
  ['reset', { status: 'RESET_REQUIRED' }, undefined, /must first set a new password/],
  ['new', { status: 'FORCE_CHANGE_PASSWORD' }, undefined, /must first set a password/],
  [
    'federated',
    { status: 'EXTERNAL_PROVIDER', emailVerified: false },
    undefined,
    /No: an external provider/,
  ],
  // Fails if a status that is not known promises a code.
  ['a status of tomorrow', { status: 'PARKED' }, undefined, /Unknown: .*PARKED/],
  ['compromised', { status: 'COMPROMISED' }, undefined, /No: .*compromised/],
  ['signed up only', { status: 'UNCONFIRMED' }, undefined, /No: the sign-up is not confirmed/],
])('what it comes to: %s', (_, change, item, text) => {
  expect(asText(statusOf({ ...user, ...change }, { item, browsers: {} }, limits, NOW))).toMatch(
    text,
  );
});

test.each<[string, Item, string | null]>([
  ['the same', { codeAddress: { S: 'ann@example.com' } }, null],
  ['another one', { codeAddress: { S: 'old@example.com' } }, 'o•••@e•••'],
  [
    'another one that an admin ended',
    { codeAddress: { S: 'old@example.com' }, confirmedAddress: { S: 'ann@example.com' } },
    null,
  ],
])('codes that go to %s', (_, item, address) => {
  expect(status(item).codesStillGoTo).toBe(address);
});
