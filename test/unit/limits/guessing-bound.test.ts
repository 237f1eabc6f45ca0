import fc from 'fast-check';
import {
  DAY,
  mayAnswer,
  mayHaveCode,
  type Limits,
  type UserState,
} from '../../../triggers/limits/rules';

/**
 * The bound: whoever knows the password has at most `failuresPerDay` guesses in any 24 hours, whatever the
 * order of sign-ins, resends, guesses begun and guesses compared. The model plays the user's record and
 * the challenges over the very rules that the triggers run.
 */
const MAX_ATTEMPTS = 3;

interface Model {
  user: UserState;
  now: number;
  challenges: number[];
  /** Counted, not yet compared: answers in flight. */
  inFlight: string[];
  guesses: number[];
}

type Move =
  | { kind: 'sign-in' | 'resend' }
  | { kind: 'guess'; challenge: number }
  | { kind: 'compare' }
  | { kind: 'owner-signs-in' }
  | { kind: 'wait'; ms: number };

const moves = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Move>({ kind: 'sign-in' }, { kind: 'resend' }) },
    { weight: 8, arbitrary: fc.nat(5).map((challenge): Move => ({ kind: 'guess', challenge })) },
    { weight: 5, arbitrary: fc.constant<Move>({ kind: 'compare' }) },
    { weight: 1, arbitrary: fc.constant<Move>({ kind: 'owner-signs-in' }) },
    {
      weight: 3,
      arbitrary: fc
        .oneof(fc.nat(40_000), fc.nat(DAY / 2), fc.constantFrom(DAY, DAY - 1, DAY + 1))
        .map((ms): Move => ({ kind: 'wait', ms })),
    },
  ),
  { minLength: 20, maxLength: 250 },
);

function play(model: Model, move: Move, limits: Limits): void {
  const { user, now } = model;
  switch (move.kind) {
    case 'wait':
      model.now += move.ms;
      return;
    case 'sign-in':
    case 'resend': {
      const verdict = mayHaveCode(user, { now, resend: move.kind === 'resend', limits });
      if (!verdict.allowed) return;
      model.user = verdict.state;
      model.challenges.unshift(MAX_ATTEMPTS);
      return;
    }
    case 'guess': {
      const left = model.challenges[move.challenge] ?? 0;
      const failure = `${now}-${model.guesses.length}`;
      const verdict = mayAnswer(user, { now, failure, limits });
      if (left === 0 || !verdict.allowed) return;
      model.challenges[move.challenge] = left - 1;
      model.user = verdict.state;
      model.inFlight.push(failure);
      model.guesses.push(now);
      return;
    }
    case 'compare':
      model.inFlight.shift();
      return;
    case 'owner-signs-in': {
      // The owner's right code takes back its own count and nothing else.
      const failure = `${now}-owner`;
      const verdict = mayAnswer(user, { now, failure, limits });
      if (!verdict.allowed) return;
      const failures = verdict.state.failures.filter((other) => other !== failure);
      model.user = { ...verdict.state, failures };
    }
  }
}

test.each([
  { failuresPerDay: 10, codesPerHour: 5 },
  { failuresPerDay: 3, codesPerHour: 20 },
])('guessing across sessions: at most $failuresPerDay guesses in any 24 h', (settings) => {
  const limits: Limits = { ...settings, resendCooldown: 30_000, lockDuration: DAY };
  fc.assert(
    fc.property(moves, (sequence) => {
      const model: Model = {
        user: { codeTimes: [], usedCodes: [], failures: [] },
        now: 1_700_000_000_000,
        challenges: [],
        inFlight: [],
        guesses: [],
      };
      for (const move of sequence) play(model, move, limits);
      for (const time of model.guesses) {
        const inDay = model.guesses.filter((guess) => guess > time - DAY && guess <= time).length;
        expect(inDay).toBeLessThanOrEqual(limits.failuresPerDay);
      }
    }),
    { numRuns: 2000 },
  );
});
