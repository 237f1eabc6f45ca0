import fc from 'fast-check';
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
import { userState, type Item } from '../../../triggers/store/records';
import type { ConditionalUpdate } from '../../../triggers/store/table';
import {
  codeIfCooledDown,
  codeIfNoneInWindow,
  failureIfRoom,
} from '../../../triggers/store/user-updates';
import { after, meets } from './evaluate';

const now = 1_700_000_000_000;
const failure = `${now}-new`;

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

const user: fc.Arbitrary<Item | undefined> = fc.option(
  fc.record({ codes: times(7), failures: times(8) }).map(({ codes, failures }) => ({
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
    (given) => codeIfNoneInWindow(now, given),
    (state, given) => mayHaveCode(state, { now, resend: false, limits: given }),
  );
});

test('a further code on the likely condition is one that the rule allows', () => {
  impliesRule(
    (given) => codeIfCooledDown(now, given),
    (state, given) => mayHaveCode(state, { now, resend: true, limits: given }),
  );
});

test('an answer on the likely condition is one that the rule allows', () => {
  impliesRule(
    (given) => failureIfRoom(failure, now, given),
    (state, given) => mayAnswer(state, { now, failure, limits: given }),
  );
});
