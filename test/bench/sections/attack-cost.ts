import { parseSettings } from '../../../infra/settings/settings';
import {
  DAY,
  mayAnswer,
  mayHaveCode,
  type Limits,
  type UserState,
} from '../../../triggers/limits/rules';
import type { Section } from '../report';

const { maxAttempts, codesPerHour, resendCooldown, failuresPerDay, lockDuration, codeLength } =
  parseSettings({});
const LIMITS: Limits = {
  codesPerHour,
  resendCooldown: resendCooldown * 1000,
  failuresPerDay,
  lockDuration: (lockDuration / 24) * DAY,
};
const DAYS = 30;
/** Sign-ins a second that an attacker gets through Cognito for one user, by a careful estimate. */
const SIGN_INS_PER_SECOND = 1;
const CODES = 10 ** codeLength;

/** Guesses that the rules let through in {@link DAYS} days to an attacker who never rests. */
function guessesThroughRules(): number {
  let user: UserState = { codeTimes: [], usedCodes: [], failures: [] };
  let now = 1_700_000_000_000;
  const end = now + DAYS * DAY;
  let guesses = 0;
  while (now < end) {
    const code = mayHaveCode(user, { now, resend: false, limits: LIMITS });
    if (!code.allowed) {
      now = code.until;
      continue;
    }
    user = code.state;
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const verdict = mayAnswer(user, { now, failure: `${now}-${guesses}`, limits: LIMITS });
      if (!verdict.allowed) break;
      user = verdict.state;
      guesses++;
    }
    now += 1000 / SIGN_INS_PER_SECOND;
  }
  return guesses;
}

function chance(guesses: number): string {
  const percent = (1 - (1 - 1 / CODES) ** guesses) * 100;
  return percent > 99 ? 'more than 99 %' : `${percent.toPrecision(2)} %`;
}

/** What guessing costs someone who knows the password of one user, or of a thousand. */
export function attackCost(): Section[] {
  const ours = guessesThroughRules() / DAYS;
  const perSession = maxAttempts * SIGN_INS_PER_SECOND * (DAY / 1000);
  if (ours > LIMITS.failuresPerDay) throw new Error(`The rules let ${ours} guesses a day through`);
  const rows = [1, 1000].flatMap((users) =>
    (
      [
        ['these rules', ours],
        ['a limit per sign-in alone', perSession],
      ] as const
    ).map(([rules, perUser]) => {
      const guesses = perUser * users;
      return [users, rules, Math.round(guesses), chance(guesses), chance(guesses * 30)];
    }),
  );
  return [
    {
      title: 'What guessing costs an attacker who knows the password',
      head: ['users attacked', 'limits', 'guesses a day', 'one code hit in a day', 'in 30 days'],
      rows,
      runs: 1,
      notes: [
        `${codeLength} digits, ${maxAttempts} answers a code; ${SIGN_INS_PER_SECOND} sign-in a second and user; by simulation of ${DAYS} days over triggers/limits/rules.ts.`,
        'Users are mailed and locked on the first day; a password changed after that ends it.',
      ],
    },
  ];
}
