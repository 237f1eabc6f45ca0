import { DAY, failureTime, HOUR, lockedUntil, mayHaveCode } from '../../../triggers/limits/rules';
import type { Limits } from '../../../triggers/limits/rules';
import { userState, type Item } from '../../../triggers/store/records';
import { facts, time } from '../../cli/text';
import { nameOf, type PoolUser } from '../user-directory';

/** Where a user stands with the second factor; also what `--json` shows. Times are ISO 8601. */
export interface MfaStatus {
  user: PoolUser;
  /** Codes made in the last hour, and how many may be. */
  codes: number;
  codesPerHour: number;
  /** When a sign-in gets a code again; null: now. Of the limits alone: see `user` for the rest. */
  nextCodeAt: string | null;
  /** Wrong answers in the last 24 h, and how many lock. */
  failures: number;
  failuresPerDay: number;
  /** Null if not locked. */
  lockedUntil: string | null;
  /** Last sign-in with a code; null if none is on record. */
  lastSignInAt: string | null;
}

/**
 * @param item the user's record, if there is one
 * @param now epoch milliseconds
 */
export function statusOf(
  user: PoolUser,
  item: Item | undefined,
  limits: Limits,
  now: number,
): MfaStatus {
  const state = userState(item);
  const next = mayHaveCode(state, { now, resend: false, limits });
  const lastSignIn = item?.lastSignInAt?.N;
  return {
    user,
    codes: state.codeTimes.filter((at) => at > now - HOUR).length,
    codesPerHour: limits.codesPerHour,
    nextCodeAt: next.allowed ? null : iso(next.until),
    failures: state.failures.filter((failure) => failureTime(failure) > now - DAY).length,
    failuresPerDay: limits.failuresPerDay,
    lockedUntil: iso(lockedUntil(state, now, limits)),
    lastSignInAt: iso(lastSignIn === undefined ? undefined : Number(lastSignIn)),
  };
}

const iso = (epochMs: number | undefined) =>
  epochMs === undefined ? null : new Date(epochMs).toISOString();

/** For people: first what it comes to. */
export function asText(status: MfaStatus): string {
  const { user } = status;
  return facts([
    ['User', nameOf(user)],
    ['Sign-in', conclusion(status)],
    ['Codes', `${status.codes} of ${status.codesPerHour} in the last hour`],
    ['Wrong codes', `${status.failures} of ${status.failuresPerDay} in the last 24 h`],
    ['Locked', status.lockedUntil ? `until ${local(status.lockedUntil)}` : 'no'],
    ['Last sign-in', status.lastSignInAt ? local(status.lastSignInAt) : 'none on record'],
    ['Address', user.emailVerified ? 'verified' : 'NOT verified'],
    ['Sub', user.sub],
  ]);
}

function conclusion({ user, lockedUntil: locked, nextCodeAt }: MfaStatus): string {
  if (!user.enabled) return 'No: disabled (users enable).';
  if (!user.emailVerified) return 'No: codes go to verified addresses only.';
  if (locked) return `No: locked until ${local(locked)} (mfa unlock).`;
  if (nextCodeAt) return `Not before ${local(nextCodeAt)}: too many codes in an hour.`;
  return PASSWORD_FIRST[user.status] ?? 'Yes: gets a code.';
}

const PASSWORD_FIRST: Record<string, string> = {
  UNCONFIRMED: 'No: has not confirmed the address after signing up.',
  RESET_REQUIRED: 'First sets a new password, with the code that Cognito mailed.',
  FORCE_CHANGE_PASSWORD: 'First sets a password, with the temporary one.',
};

const local = (isoTime: string) => time(Date.parse(isoTime));
