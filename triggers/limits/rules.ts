/** How many codes and failures a user may have, over all sign-ins. Pure: state and time in, verdict out. */

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/**
 * How far back codes count. Everything that keeps, drops or counts code times goes by this, so that no limit
 * can look further back than times are kept.
 */
export const CODE_WINDOW = HOUR;
/** How far back failures count. */
export const FAILURE_WINDOW = DAY;

/**
 * Codes that did sign somebody in do not count, up to this many times the limit: they had their owner at the
 * mailbox. Somebody who only knows the password gets no such codes.
 */
export const USED_CODES_FACTOR = 4;

export interface Limits {
  /** Codes within {@link CODE_WINDOW} that signed nobody in. */
  codesPerHour: number;
  /** Milliseconds from the user's last code until a sign-in may ask for a further one. */
  resendCooldown: number;
  /** Failures within {@link FAILURE_WINDOW}. */
  failuresPerDay: number;
  /** Milliseconds; at least {@link FAILURE_WINDOW}, so that every failure has aged out when a lock ends. */
  lockDuration: number;
}

/** One answer that was wrong or is being compared: `<epoch ms>-<random>`, so that no two are the same. */
export type Failure = string;

/** A user's record as the rules see it. */
export interface UserState {
  /** Epoch milliseconds, oldest first; may hold older ones than the rules need. */
  codeTimes: readonly number[];
  /** Those of `codeTimes` whose code signed the user in. */
  usedCodes: readonly number[];
  failures: readonly Failure[];
}

export interface Refused {
  allowed: false;
  reason: 'LOCKED' | 'TOO_MANY_CODES' | 'RESEND_TOO_EARLY';
  /** Epoch milliseconds. */
  until: number;
}
/** If allowed, `state` is the state afterwards, without what has aged out. */
export type Verdict = { allowed: true; state: UserState } | Refused;

export const failureTime = (failure: Failure): number => Number(failure.split('-')[0]);

/**
 * Until when the user is locked (epoch ms), undefined if not locked at `now`. The lock is no state of its
 * own: it lasts while the failures of one window reach the limit and the last of them is recent, so counting
 * a failure and locking are one write.
 */
export function lockedUntil(
  { failures }: Pick<UserState, 'failures'>,
  now: number,
  limits: Limits,
): number | undefined {
  const newest = Math.max(...failures.map(failureTime));
  const inWindow = failures.filter((failure) => failureTime(failure) > newest - FAILURE_WINDOW);
  const until = newest + limits.lockDuration;
  return inWindow.length >= limits.failuresPerDay && until > now ? until : undefined;
}

/**
 * May a code be created now?
 * @param resend a further code in the same sign-in, which must also wait for the cooldown
 */
export function mayHaveCode(
  user: UserState,
  { now, resend, limits }: { now: number; resend: boolean; limits: Limits },
): Verdict {
  const locked = lockedUntil(user, now, limits);
  if (locked) return { allowed: false, reason: 'LOCKED', until: locked };

  const kept = recent(user, now);
  const { codeTimes } = kept;
  const cooledDown = (codeTimes.at(-1) ?? -Infinity) + limits.resendCooldown;
  if (resend && cooledDown > now) {
    return { allowed: false, reason: 'RESEND_TOO_EARLY', until: cooledDown };
  }
  const full =
    unusedCodes(kept, now).at(-limits.codesPerHour) ??
    codeTimes.at(-limits.codesPerHour * USED_CODES_FACTOR);
  if (full !== undefined) {
    return { allowed: false, reason: 'TOO_MANY_CODES', until: full + CODE_WINDOW };
  }
  return { allowed: true, state: { ...kept, codeTimes: [...codeTimes, now] } };
}

/**
 * May an answer be compared now? It is counted as a failure first, so that answers compared at the same
 * time share the limit, and taken back if it turns out right.
 */
export function mayAnswer(
  user: UserState,
  { now, failure, limits }: { now: number; failure: Failure; limits: Limits },
): Verdict {
  const locked = lockedUntil(user, now, limits);
  if (locked) return { allowed: false, reason: 'LOCKED', until: locked };
  const kept = recent(user, now);
  return { allowed: true, state: { ...kept, failures: [...kept.failures, failure] } };
}

/** Times of the codes within the window that count against the limit, oldest first. */
export function unusedCodes(
  user: Pick<UserState, 'codeTimes' | 'usedCodes'>,
  now: number,
): number[] {
  const used = [...user.usedCodes];
  return user.codeTimes.filter((time) => {
    if (time <= now - CODE_WINDOW) return false;
    const at = used.indexOf(time);
    // Of two codes of one millisecond, one right answer frees one.
    if (at >= 0) used.splice(at, 1);
    return at < 0;
  });
}

/** Without what no rule counts any more. */
export function recent({ codeTimes, usedCodes, failures }: UserState, now: number): UserState {
  return {
    codeTimes: codeTimes.filter((time) => time > now - CODE_WINDOW),
    usedCodes: usedCodes.filter((time) => time > now - CODE_WINDOW),
    failures: failures.filter((failure) => failureTime(failure) > now - FAILURE_WINDOW),
  };
}
