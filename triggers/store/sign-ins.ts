import { DAY } from '../limits/rules';
import { number } from './clauses';
import type { Item } from './records';

/**
 * A user's recent sign-ins, for the user to look at. The user record has a fixed number of places for them:
 * each new one moves the others on by one, and the oldest falls out. So whatever happens, the record does not
 * grow, and noting one needs no call of its own: it is part of a write that is made anyway.
 */

export interface RecentSignIn {
  /** Epoch milliseconds. */
  at: number;
  /** With a code, with a remembered browser; a wrong code; the wrong code that locked the account. */
  how: 'code' | 'browser' | 'failed' | 'locked';
  /** Out of the fixed lists in public-parameters.ts; undefined if the client did not say. */
  browserName?: string | undefined;
  systemName?: string | undefined;
}

const PLACES = Array.from({ length: 20 }, (_, index) => `signIn${index + 1}`);
const SHOWN_FOR = 30 * DAY;

/** Notes a sign-in: what goes after SET in an update of the user record, and its values. */
export function noteSignIn({ at, how, browserName, systemName }: RecentSignIn): {
  set: string;
  values: Item;
} {
  // DynamoDB computes all values from the record as it was before the update.
  const moves = PLACES.slice(1).map(
    (place, index) => `${place} = if_not_exists(${PLACES[index]}, :noSignIn)`,
  );
  return {
    set: [`${PLACES[0]} = :signIn`, ...moves].join(', '),
    values: {
      ':noSignIn': { NULL: true },
      ':signIn': {
        M: {
          at: number(at),
          how: { S: how },
          ...(browserName && { browserName: { S: browserName } }),
          ...(systemName && { systemName: { S: systemName } }),
        },
      },
    },
  };
}

/** The sign-ins of the last 30 days that a user record holds, at most 20, newest first. */
export function recentSignIns(item: Item | undefined, now: number): RecentSignIn[] {
  return PLACES.flatMap((place) => {
    const entry = item?.[place]?.M;
    if (!entry) return [];
    return [
      {
        at: Number(entry.at?.N),
        how: entry.how?.S as RecentSignIn['how'],
        browserName: entry.browserName?.S,
        systemName: entry.systemName?.S,
      },
    ];
  })
    .filter(({ at }) => at > now - SHOWN_FOR)
    .sort((one, other) => other.at - one.at);
}
