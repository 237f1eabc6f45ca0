import { decideAddress, type AddressDecision } from '../limits/address';
import { mayHaveCode, type Limits, type Refused } from '../limits/rules';
import { EXISTS, number } from './clauses';
import { challengeKey } from './keys';
import { addressNotice } from './notices';
import { addressState, challengeItem, userState, type ChallengeRecord, type User } from './records';
import { putNew, read, update, type ConditionalUpdate, type Write } from './table';
import { writeWithUser } from './user-transaction';
import { codeIfCooledDown, codeIfNoneInWindow, stateIfUnchanged } from './user-updates';

export interface NewChallenge {
  user: User;
  /** With the verified address that the pool says; the code may go to another one. */
  record: ChallengeRecord;
  /** A further code in the same sign-in, not its first. */
  resend: boolean;
  /** Id of the challenge that the new one replaces, if its code has not expired. */
  supersedes: string | undefined;
  limits: Limits;
  /** Milliseconds that codes still go to the old address after a change. */
  addressHold: number;
  now: number;
}

export type Creation =
  /** `change` if the pool was seen to have another address for the first time. */
  | { outcome: 'CREATED'; address: string; change: AddressDecision['change'] }
  /** Cognito runs Create again for one resend; the challenge exists already. */
  | { outcome: 'REPEATED'; address: string }
  /** `codeAddress` is where the user's codes go, if there were any. */
  | { outcome: Refused['reason']; until: number; codeAddress: string | undefined };

/**
 * Creates a challenge if the user may have a code, in one transaction, and decides which address the code goes
 * to. Requests that race for the last free code all write the same user record, so one of them wins and the
 * others see its code counted. The same holds for a changed address: it is noticed once.
 */
export async function createChallenge(challenge: NewChallenge): Promise<Creation> {
  const { user, record, resend, limits, addressHold: hold, now } = challenge;
  const newCode = { address: record.address, limits, now };
  let decision: AddressDecision = { address: record.address, state: {}, change: undefined };

  const result = await writeWithUser({
    user,
    likely: {
      change: resend ? codeIfCooledDown(newCode) : codeIfNoneInWindow(newCode),
      writes: writesOf(challenge, decision),
    },
    decide: (seen) => {
      const verdict = mayHaveCode(userState(seen), { now, resend, limits });
      if (!verdict.allowed) return verdict;
      decision = decideAddress(addressState(seen), record.address, { now, hold });
      return {
        change: stateIfUnchanged(seen, verdict.state, now, decision.state),
        writes: writesOf(challenge, decision),
      };
    },
  });
  switch (result.outcome) {
    case 'WRITTEN':
      return { outcome: 'CREATED', address: decision.address, change: decision.change };
    case 'REFUSED': {
      const { reason, until } = result.refused;
      return { outcome: reason, until, codeAddress: result.seen?.codeAddress?.S };
    }
    case 'CONDITION_FAILED': {
      const [existing] = result.results;
      // The id of a successor is derived from its predecessor, so a repeated resend finds it taken.
      if (resend && existing?.holds === false) {
        return { outcome: 'REPEATED', address: existing.item?.destination?.S ?? record.address };
      }
      throw new Error('The challenge to replace does not exist');
    }
  }
}

function writesOf(
  { record, supersedes, now, user }: NewChallenge,
  { address, change }: AddressDecision,
): Write[] {
  return [
    putNew(challengeItem({ ...record, address })),
    ...(supersedes ? [update(challengeKey(supersedes), supersede(now))] : []),
    ...(change ? [putNew(addressNotice(user, record, change))] : []),
  ];
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
