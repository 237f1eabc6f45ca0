import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../../cli/errors';

/** Parallel calls. One at a time would be slower than the rate. */
const AT_ONCE = 20;

/** Failures in a row after which the cause is not a single user. */
const GIVE_UP_AFTER = 20;

export interface Person {
  username: string;
  sub: string;
}

export interface Revocation {
  users: AsyncIterable<Person>;
  /** Subs of users who are already signed out. */
  done: ReadonlySet<string>;
  /** Users per second. */
  rate: number;
  signOut(user: Person): Promise<unknown>;
  /** Called as soon as a user is signed out. */
  onDone(user: Person): void;
  /** Ends the run after the calls in progress. */
  signal: AbortSignal;
}

export interface Failed {
  username: string;
  sub: string;
  /** One line. */
  reason: string;
}

/**
 * Signs out all users at a given rate. A user who was deleted in the meantime counts as signed out. One who cannot
 * be signed out does not stop the others.
 * @throws an error that concerns more than one user: no permission, no credentials, or too many in a row
 */
export async function revokeAll(run: Revocation): Promise<Failed[]> {
  const failed: Failed[] = [];
  const inProgress = new Set<Promise<void>>();
  const pace = pacer(run.rate, run.signal);
  let failedInARow = 0;
  let fatal: { error: unknown } | undefined;

  const revoke = async (user: Person): Promise<void> => {
    try {
      await run.signOut(user);
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name !== 'UserNotFoundException') {
        failed.push({ ...user, reason: explain(error) });
        failedInARow += 1;
        if (!OF_ONE_USER.test(name) || failedInARow >= GIVE_UP_AFTER) fatal ??= { error };
        return;
      }
    }
    failedInARow = 0;
    run.onDone(user);
  };

  for await (const { username, sub } of run.users) {
    if (run.done.has(sub)) continue;
    await pace();
    if (inProgress.size >= AT_ONCE) await Promise.race(inProgress);
    if (run.signal.aborted || fatal) break;
    const work = revoke({ username, sub }).finally(() => inProgress.delete(work));
    inProgress.add(work);
  }
  await Promise.all(inProgress);
  if (fatal) throw fatal.error;
  return failed;
}

/** Names of errors that can concern a single user or call. */
const OF_ONE_USER = /^(TooManyRequests|InvalidParameter|InternalError|Timeout|Throttling|Error$)/;

/** Resolves `rate` times a second, and at once after the signal. */
function pacer(rate: number, signal: AbortSignal): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = Date.now();
    const wait = next - now;
    next = Math.max(next, now) + 1000 / rate;
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
  };
}
