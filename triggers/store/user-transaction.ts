import type { Refused } from '../limits/rules';
import { userKey } from './keys';
import type { Item, User } from './records';
import {
  transact,
  update,
  type ConditionalUpdate,
  type ConditionResult,
  type Write,
} from './table';

/** Rounds of a user's own requests against each other before we give up. */
export const MAX_ROUNDS = 8;

/** A change of the user record, and what else is written in the same transaction. */
export interface Plan {
  change: ConditionalUpdate;
  writes: Write[];
}

interface UserTransaction {
  user: User;
  /** The likely plan; the condition of its change implies the rule. */
  likely: Plan;
  /** The rule, for when that condition does not hold: decides on the record as it was then. */
  decide(seen: Item | undefined): Plan | Refused;
}

export type UserTransactionResult =
  | { outcome: 'WRITTEN' }
  | { outcome: 'REFUSED'; refused: Refused; seen: Item | undefined }
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
  let plan = task.likely;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const failed = await transact([update(key, plan.change), ...plan.writes]);
    if (!failed) return { outcome: 'WRITTEN' };

    const [user, ...results] = failed;
    if (results.some(({ holds }) => !holds)) return { outcome: 'CONDITION_FAILED', results };
    const decided = task.decide(user?.item);
    if ('allowed' in decided) return { outcome: 'REFUSED', refused: decided, seen: user?.item };
    plan = decided;
  }
  throw new Error('Too many requests of one user at the same time');
}
