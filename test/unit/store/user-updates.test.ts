import fc from 'fast-check';
import { decideAddress } from '../../../triggers/limits/address';
import {
  CODE_WINDOW,
  DAY,
  FAILURE_WINDOW,
  mayAnswer,
  mayHaveCode,
  recent,
  type Limits,
  type Verdict,
} from '../../../triggers/limits/rules';
import { addressState, userState, type Item } from '../../../triggers/store/records';
import type { ConditionalUpdate } from '../../../triggers/store/table';
import {
  codeIfCooledDown,
  codeIfNoneInWindow,
  failureIfRoom,
  stateIfUnchanged,
} from '../../../triggers/store/user-updates';
import { after, meets } from './evaluate';

const now = 1_700_000_000_000;
const failure = `${now}-new`;
const ADDRESS = 'jane@example.com';

const limits: fc.Arbitrary<Limits> = fc.record({
  codesPerHour: fc.integer({ min: 1, max: 5 }),
  resendCooldown: fc.integer({ min: 1_000, max: 300_000 }),
  failuresPerDay: fc.integer({ min: 3, max: 6 }),
  lockDuration: fc.integer({ min: DAY, max: 7 * DAY }),
});

/** Ages around every bound that a rule or a condition has. */
const age = fc.oneof(
  fc.nat(3 * DAY),
  fc.nat(2 * CODE_WINDOW),
  fc.nat(300_000),
  fc.constantFrom(0, CODE_WINDOW, CODE_WINDOW + 1, FAILURE_WINDOW, FAILURE_WINDOW + 1),
);
const times = (maxLength: number) =>
  fc.array(age, { maxLength }).map((ages) => ages.sort((a, b) => b - a).map((ms) => now - ms));

const mostly = <T>(value: T) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(value) },
    { weight: 1, arbitrary: fc.constantFrom(ADDRESS, 'eve@example.com') },
  );

const user: fc.Arbitrary<Item | undefined> = fc.option(
  fc
    .record({
      codes: times(7),
      failures: times(8),
      used: fc.nat(7),
      codeAddress: fc.option(mostly(ADDRESS)),
      newAddress: mostly(null),
    })
    .map(({ codes, failures, used, codeAddress, newAddress }) => ({
      ...(codeAddress && { codeAddress: { S: codeAddress } }),
      ...(newAddress && { newAddress: { S: newAddress }, newAddressSince: { N: `${now - 1}` } }),
      ...(used > 0 && codes.length > 0 && { usedCodes: { NS: codes.slice(0, used).map(String) } }),
      ...(codes.length > 0 && {
        codeTimes: { L: codes.map((time) => ({ N: `${time}` })) },
        lastCodeAt: { N: `${codes.at(-1)}` },
      }),
      ...(failures.length > 0 && { failures: { SS: failures.map((time, n) => `${time}-${n}`) } }),
    })) as fc.Arbitrary<Item>,
  { nil: undefined },
);

/** What a write on the likely condition allows, the rule allows as well, and both come to the same state. */
function impliesRule(
  update: (limits: Limits) => ConditionalUpdate,
  rule: (state: ReturnType<typeof userState>, limits: Limits) => Verdict,
): void {
  let held = 0;
  fc.assert(
    fc.property(user, limits, (item, given) => {
      const change = update(given);
      if (!meets(item, change)) return;
      held++;
      const verdict = rule(userState(item), given);
      expect(verdict.allowed).toBe(true);
      const written = recent(userState(after(item, change)), now);
      if (verdict.allowed) expect(written).toEqual(recent(verdict.state, now));
    }),
    { numRuns: 5000 },
  );
  expect(held).toBeGreaterThan(100);
}

test('a first code on the likely condition is one that the rule allows', () => {
  impliesRule(
    (given) => codeIfNoneInWindow({ address: ADDRESS, limits: given, now }),
    (state, given) => mayHaveCode(state, { now, resend: false, limits: given }),
  );
});

test('a further code on the likely condition is one that the rule allows', () => {
  impliesRule(
    (given) => codeIfCooledDown({ address: ADDRESS, limits: given, now }),
    (state, given) => mayHaveCode(state, { now, resend: true, limits: given }),
  );
});

test('an answer on the likely condition is one that the rule allows', () => {
  impliesRule(
    (given) => failureIfRoom(failure, now, given),
    (state, given) => mayAnswer(state, { now, failure, limits: given }),
  );
});

test('a code on the likely condition goes where the rule says, and notices no change', () => {
  for (const update of [codeIfNoneInWindow, codeIfCooledDown]) {
    let held = 0;
    fc.assert(
      fc.property(user, limits, fc.nat(7 * DAY), (item, given, hold) => {
        const change = update({ address: ADDRESS, limits: given, now });
        if (!meets(item, change)) return;
        held++;
        const decided = decideAddress(addressState(item), ADDRESS, { now, hold });
        expect(decided).toMatchObject({ address: ADDRESS, change: undefined });
        expect(decided.state.codeAddress).toBe(ADDRESS);
      }),
      { numRuns: 3000 },
    );
    expect(held).toBeGreaterThan(50);
  }
});

test('a write on the state that was seen holds for that state and sets the new one', () => {
  fc.assert(
    fc.property(user, user, (item, other) => {
      const state = userState(other);
      const addresses = addressState(other);
      const update = stateIfUnchanged(item, state, now, addresses);
      const names = update.ConditionExpression.split(' AND ');
      expect(names).toContain(
        item?.newAddress ? 'newAddress = :seen_newAddress' : 'attribute_not_exists(newAddress)',
      );
      expect(names).toContain(
        item?.failures ? 'failures = :seen_failures' : 'attribute_not_exists(failures)',
      );
      for (const name of ['usedCodes', 'failures', 'codeAddress', 'newAddress']) {
        const [set, remove = ''] = update.UpdateExpression.split(' REMOVE ');
        expect(other?.[name] ? set : remove).toContain(name);
        expect(update.ExpressionAttributeValues[`:${name}`]).toEqual(other?.[name]);
      }
    }),
  );
});
