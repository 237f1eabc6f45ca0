import fc from 'fast-check';
import {
  DAY,
  failureTime,
  HOUR,
  lockedUntil,
  mayAnswer,
  mayHaveCode,
  type Limits,
  type UserState,
} from '../../../triggers/limits/rules';

const limits: Limits = {
  codesPerHour: 5,
  resendCooldown: 30_000,
  failuresPerDay: 10,
  lockDuration: DAY,
};
const now = 1_700_000_000_000;
const nobody: UserState = { codeTimes: [], usedCodes: [], failures: [] };
const failuresAt = (...times: number[]) => times.map((time, index) => `${time}-${index}`);
const tenAt = (time: number) => failuresAt(...new Array<number>(10).fill(time));

describe('codes', () => {
  const ask = (user: UserState, at: number, resend = false) =>
    mayHaveCode(user, { now: at, resend, limits });

  test('a new user may have one', () => {
    expect(ask(nobody, now)).toEqual({ allowed: true, state: { ...nobody, codeTimes: [now] } });
  });

  test('resend flood: none before the cooldown is over, one after', () => {
    const user = { ...nobody, codeTimes: [now] };
    expect(ask(user, now + 29_999, true)).toMatchObject({
      reason: 'RESEND_TOO_EARLY',
      until: now + 30_000,
    });
    expect(ask(user, now + 30_000, true).allowed).toBe(true);
  });

  test('a new sign-in need not wait for the cooldown of another', () => {
    expect(ask({ ...nobody, codeTimes: [now] }, now + 1).allowed).toBe(true);
  });

  test('the sixth in an hour is refused until the first is an hour old', () => {
    const user = { ...nobody, codeTimes: [0, 1, 2, 3, 4].map((n) => now + n) };
    expect(ask(user, now + 5)).toMatchObject({ reason: 'TOO_MANY_CODES', until: now + HOUR });
    expect(ask(user, now + HOUR - 1).allowed).toBe(false);
    expect(ask(user, now + HOUR).allowed).toBe(true);
  });

  test('none while locked', () => {
    expect(ask({ ...nobody, failures: tenAt(now) }, now + 1)).toMatchObject({
      reason: 'LOCKED',
      until: now + DAY,
    });
  });

  test('never more in any hour than the limit, whatever the times of asking', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20 * 60_000), fc.boolean()), { maxLength: 60 }),
        (asks) => {
          let user = nobody;
          let at = now;
          const made: number[] = [];
          for (const [pause, resend] of asks) {
            at += pause;
            const verdict = ask(user, at, resend);
            if (!verdict.allowed) continue;
            user = verdict.state;
            made.push(at);
          }
          return made.every(
            (time) =>
              made.filter((t) => t > time - HOUR && t <= time).length <= limits.codesPerHour,
          );
        },
      ),
    );
  });
});

describe('failures', () => {
  const answer = (user: UserState, at: number) =>
    mayAnswer(user, { now: at, failure: `${at}-x`, limits });

  test('an answer is counted before it is compared', () => {
    expect(answer(nobody, now)).toEqual({
      allowed: true,
      state: { ...nobody, failures: [`${now}-x`] },
    });
  });

  test('the tenth in a day locks for a day from the tenth', () => {
    const nine = failuresAt(...Array.from({ length: 9 }, (_, n) => now + n * HOUR));
    const last = now + 9 * HOUR;
    expect(lockedUntil({ failures: nine }, last, limits)).toBeUndefined();
    const ten = { ...nobody, failures: [...nine, `${last}-x`] };
    expect(lockedUntil(ten, last, limits)).toBe(last + DAY);
    expect(answer(ten, last + DAY - 1)).toMatchObject({ reason: 'LOCKED', until: last + DAY });
    expect(answer(ten, last + DAY).allowed).toBe(true);
  });

  test('failures age out: ten over three days lock nobody', () => {
    const failures = failuresAt(...Array.from({ length: 10 }, (_, n) => now + n * 8 * HOUR));
    const at = now + 73 * HOUR;
    const verdict = answer({ ...nobody, failures }, at);
    expect(verdict.allowed).toBe(true);
    if (verdict.allowed) {
      expect(verdict.state.failures.every((failure) => failureTime(failure) > at - DAY)).toBe(true);
    }
  });

  test('a longer lock outlives the failures that caused it', () => {
    const longer = { ...limits, lockDuration: 3 * DAY };
    const user = { ...nobody, failures: tenAt(now) };
    expect(mayAnswer(user, { now: now + 2 * DAY, failure: 'x', limits: longer }).allowed).toBe(
      false,
    );
    expect(mayHaveCode(user, { now: now + 2 * DAY, resend: false, limits: longer }).allowed).toBe(
      false,
    );
    expect(mayAnswer(user, { now: now + 3 * DAY, failure: 'x', limits: longer }).allowed).toBe(
      true,
    );
  });
});
