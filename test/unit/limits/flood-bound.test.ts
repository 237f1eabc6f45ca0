import fc from 'fast-check';
import {
  DAY,
  HOUR,
  mayHaveCode,
  unusedCodes,
  USED_CODES_FACTOR,
  type Limits,
  type UserState,
} from '../../../triggers/limits/rules';

/**
 * The bound: whoever knows only the password has at most `codesPerHour` codes mailed in any hour, whatever the
 * owner does. The owner, whose sign-ins end in a right code, does not use up that room.
 */
const limits: Limits = {
  codesPerHour: 5,
  resendCooldown: 30_000,
  failuresPerDay: 10,
  lockDuration: DAY,
};
const nobody: UserState = { codeTimes: [], usedCodes: [], failures: [] };

type Move = { by: 'attacker' | 'owner'; pause: number; resend: boolean };
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    by: fc.constantFrom('attacker' as const, 'owner' as const),
    pause: fc.oneof(fc.nat(5), fc.nat(10 * 60_000), fc.constantFrom(HOUR - 1, HOUR)),
    resend: fc.boolean(),
  }),
  { maxLength: 80 },
);

const most = (times: number[]) =>
  Math.max(0, ...times.map((to) => times.filter((at) => at > to - HOUR && at <= to).length));

test('mail flood: at most the limit in any hour by an attacker, a multiple of it in all', () => {
  fc.assert(
    fc.property(moves, (sequence) => {
      let user = nobody;
      let now = 1_700_000_000_000;
      const made = { attacker: [] as number[], owner: [] as number[] };
      for (const { by, pause, resend } of sequence) {
        now += pause;
        const verdict = mayHaveCode(user, { now, resend, limits });
        if (!verdict.allowed) continue;
        made[by].push(now);
        const { state } = verdict;
        // A set: of two codes of one millisecond, one right answer is remembered.
        const used = new Set([...state.usedCodes, now]);
        user = by === 'owner' ? { ...state, usedCodes: [...used] } : state;
      }
      expect(most(made.attacker)).toBeLessThanOrEqual(limits.codesPerHour);
      const all = [...made.attacker, ...made.owner];
      expect(most(all)).toBeLessThanOrEqual(limits.codesPerHour * USED_CODES_FACTOR);
    }),
    { numRuns: 2000 },
  );
});

test('sign-ins that end in a right code are not shut out', () => {
  let user = nobody;
  for (let signIns = 0; signIns < 20; signIns++) {
    const now = 1_700_000_000_000 + signIns * 60_000;
    const verdict = mayHaveCode(user, { now, resend: false, limits });
    expect(verdict.allowed).toBe(true);
    if (verdict.allowed) {
      user = { ...verdict.state, usedCodes: [...verdict.state.usedCodes, now] };
    }
    expect(unusedCodes(user, now)).toEqual([]);
  }
  const now = 1_700_000_000_000 + 20 * 60_000;
  expect(mayHaveCode(user, { now, resend: false, limits })).toMatchObject({
    reason: 'TOO_MANY_CODES',
  });
});

test('a used code does not free the room of another one', () => {
  const now = 1_700_000_000_000;
  const codeTimes = [1, 1, 2, 3, 4].map((ms) => now + ms);
  const user = { ...nobody, codeTimes, usedCodes: [now + 1, now + 9] };
  expect(unusedCodes(user, now + 5)).toEqual([1, 2, 3, 4].map((ms) => now + ms));
});

test('what is older than the window does not count', () => {
  const user = { ...nobody, codeTimes: [0, HOUR], usedCodes: [] };
  expect(unusedCodes(user, HOUR)).toEqual([HOUR]);
});
