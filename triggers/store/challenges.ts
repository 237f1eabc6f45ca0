import { mayHaveCode, type Limits, type Refused } from '../limits/rules';
import { EXISTS, number } from './clauses';
import { challengeKey } from './keys';
import { challengeItem, type ChallengeRecord, type User } from './records';
import { putNew, read, update, type ConditionalUpdate } from './table';
import { writeWithUser } from './user-transaction';
import { codeIfCooledDown, codeIfNoneInWindow } from './user-updates';

export interface NewChallenge {
  user: User;
  record: ChallengeRecord;
  /** A further code in the same sign-in, not its first. */
  resend: boolean;
  /** Id of the challenge that the new one replaces, if its code has not expired. */
  supersedes: string | undefined;
  limits: Limits;
  now: number;
}

export type Creation =
  | { outcome: 'CREATED' }
  /** Cognito runs Create again for one resend; the challenge is there already. */
  | { outcome: 'REPEATED' }
  | { outcome: Refused['reason']; until: number };

/**
 * Creates a challenge if the user may have a code, in one transaction. Requests that race for the last free
 * code all write the same user record, so one of them wins and the others see its code counted.
 */
export async function createChallenge(challenge: NewChallenge): Promise<Creation> {
  const { user, record, resend, supersedes, limits, now } = challenge;
  const writes = [putNew(challengeItem(record))];
  if (supersedes) writes.push(update(challengeKey(supersedes), supersede(now)));

  const result = await writeWithUser({
    user,
    writes,
    likely: resend ? codeIfCooledDown(now, limits) : codeIfNoneInWindow(now, limits),
    decide: (state) => mayHaveCode(state, { now, resend, limits }),
    now,
  });
  switch (result.outcome) {
    case 'WRITTEN':
      return { outcome: 'CREATED' };
    case 'REFUSED':
      return { outcome: result.refused.reason, until: result.refused.until };
    case 'CONDITION_FAILED':
      // The id of a successor is derived from its predecessor, so a repeated resend finds it taken.
      if (resend && result.results[0]?.holds === false) return { outcome: 'REPEATED' };
      throw new Error('The challenge to replace does not exist');
  }
}

const supersede = (now: number): ConditionalUpdate => ({
  UpdateExpression: 'SET supersededAt = :now',
  ConditionExpression: EXISTS,
  ExpressionAttributeValues: { ':now': number(now) },
});

/** Whether the mail with this challenge's code is known not to have reached its address. */
export async function mailFailed(challengeId: string): Promise<boolean> {
  return (await read(challengeKey(challengeId)))?.failedAt !== undefined;
}
