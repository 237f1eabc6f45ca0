import type { Refused, Verdict } from '../limits/rules';
import { userKey } from './keys';
import { userState, type Item, type User } from './records';
import {
  transact,
  update,
  type ConditionalUpdate,
  type ConditionResult,
  type Write,
} from './table';
import { stateIfUnchanged } from './user-updates';

/** Rounds of a user's own requests against each other before we give up. */
const MAX_ROUNDS = 8;

interface UserTransaction {
  user: User;
  /** Further writes of the same transaction. */
  writes: Write[];
  /** The likely change of the user record; its condition implies the rule. */
  likely: ConditionalUpdate;
  /** The rule, for when that condition does not hold. */
  decide(state: ReturnType<typeof userState>): Verdict;
  now: number;
}

export type UserTransactionResult =
  | { outcome: 'WRITTEN' }
  | { outcome: 'REFUSED'; refused: Refused }
  /** A condition on one of the other writes failed; results in the order of the writes. */
  | { outcome: 'CONDITION_FAILED'; results: ConditionResult[] };

/**
 * Writes a change of the user record together with other writes. user-updates.ts explains the two kinds of
 * condition. A round is lost only to another request of the same user that was written, so giving up after
 * some rounds means a flood: it is refused and counts nothing.
 * @throws Error after {@link MAX_ROUNDS}
 */
export async function writeWithUser(task: UserTransaction): Promise<UserTransactionResult> {
  const key = userKey(task.user.userPoolId, task.user.sub);
  let change = task.likely;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const failed = await transact([update(key, change), ...task.writes]);
    if (!failed) return { outcome: 'WRITTEN' };

    const [user, ...results] = failed;
    if (results.some(({ holds }) => !holds)) return { outcome: 'CONDITION_FAILED', results };
    const seen: Item | undefined = user?.item;
    const verdict = task.decide(userState(seen));
    if (!verdict.allowed) return { outcome: 'REFUSED', refused: verdict };
    change = stateIfUnchanged(seen, verdict.state, task.now);
  }
  throw new Error('Too many requests of one user at the same time');
}
