import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../../cli/errors';

/** One after the other would be slower than the rate asks for, as each call takes a while. */
const AT_ONCE = 20;

/** After so many in a row it is not the users. */
const GIVE_UP_AFTER = 20;

export interface Person {
  username: string;
  sub: string;
}

export interface Revocation {
  users: AsyncIterable<Person>;
  /** Subs of those who are signed out already. */
  done: ReadonlySet<string>;
  /** Users per second. */
  rate: number;
  signOut(user: Person): Promise<unknown>;
  /** Called as soon as a user is signed out. */
  onDone(user: Person): void;
  /** Ends the run after the calls under way. */
  signal: AbortSignal;
}

export interface Failed {
  username: string;
  sub: string;
  /** One line. */
  reason: string;
}

/**
 * Signs out everybody, at a rate. A user who is gone meanwhile needs no signing out; one who can't be signed out
 * does not stop the rest.
 * @throws the last error if it is none of one user: no right, no credentials, or too many in a row
 */
export async function revokeAll(run: Revocation): Promise<Failed[]> {
  const failed: Failed[] = [];
  const underWay = new Set<Promise<void>>();
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
    if (underWay.size >= AT_ONCE) await Promise.race(underWay);
    if (run.signal.aborted || fatal) break;
    const work = revoke({ username, sub }).finally(() => underWay.delete(work));
    underWay.add(work);
  }
  await Promise.all(underWay);
  if (fatal) throw fatal.error;
  return failed;
}

/** What can be wrong with one user or one call, and right with the next. */
const OF_ONE_USER = /^(TooManyRequests|InvalidParameter|InternalError|Timeout|Throttling|Error$)/;

/** Resolves `rate` times a second, at once when the signal ends it all. */
function pacer(rate: number, signal: AbortSignal): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = Date.now();
    const wait = next - now;
    next = Math.max(next, now) + 1000 / rate;
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
  };
}
