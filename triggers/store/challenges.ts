import {
  mayAnswer,
  mayHaveCode,
  type Failure,
  type Limits,
  type Refused,
  type Verdict,
} from '../limits/rules';
import { codeIfCooledDown, codeIfQuiet, failureIfRoom, stateIfUnchanged } from './user-updates';
import {
  challengeItem,
  challengeKey,
  userKey,
  userState,
  type ChallengeRecord,
  type Item,
} from './records';
import { putNew, read, transact, update, type ConditionalUpdate, type Refusal } from './table';

/** Rounds of a user's own requests against each other before we give up; see {@link withUser}. */
const MAX_ROUNDS = 8;

export interface User {
  userPoolId: string;
  sub: string;
}

export interface Opening {
  user: User;
  record: ChallengeRecord;
  /** A further code in the same sign-in, not its first. */
  resend: boolean;
  /** The challenge that the new one replaces, if its code still lives. */
  supersedes: string | undefined;
  limits: Limits;
  now: number;
}

/**
 * One transaction: the user may have a code, and here it is. Requests racing for the last free code all
 * write the same user record, so one of them wins and the others see its code counted.
 */
export async function openChallenge(
  opening: Opening,
): Promise<{ allowed: true; repeat?: true } | Refused> {
  const { user, record, resend, supersedes, limits, now } = opening;
  const writes = [putNew(challengeItem(record))];
  if (supersedes) writes.push(update(challengeKey(supersedes), supersede(now)));

  const result = await withUser({
    user,
    writes,
    first: resend ? codeIfCooledDown(now, limits) : codeIfQuiet(now, limits),
    decide: (state) => mayHaveCode(state, { now, resend, limits }),
    now,
  });
  if (!('others' in result)) return result;
  // Cognito may run Create again for one resend. The successor's id is derived, so it is there already.
  if (resend && result.others[0]?.failed) return { allowed: true, repeat: true };
  throw new Error('The challenge to replace is not there');
}

const supersede = (now: number): ConditionalUpdate => ({
  UpdateExpression: 'SET supersededAt = :now',
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeValues: { ':now': { N: `${now}` } },
});

/** Whether the mail with this challenge's code is known not to have reached its address. */
export async function mailFailed(challengeId: string): Promise<boolean> {
  return (await read(challengeKey(challengeId)))?.failedAt !== undefined;
}

export interface Answer {
  user: User;
  challengeId: string;
  clientId: string;
  /** This answer, counted as a failure until it turns out right. */
  failure: Failure;
  maxAttempts: number;
  limits: Limits;
  now: number;
}

/**
 * Counts an answer before anyone compares it, on the challenge and on the user in one transaction: answers
 * given at the same time share both budgets.
 * @returns `dead` with the challenge's record, if there is one, when it takes no answers (any more)
 */
export async function countAnswer(
  answer: Answer,
): Promise<{ allowed: true } | Refused | { dead: Item | undefined }> {
  const { user, challengeId, clientId, failure, maxAttempts, limits, now } = answer;
  const result = await withUser({
    user,
    writes: [
      update(challengeKey(challengeId), {
        UpdateExpression: 'SET attempts = attempts + :one',
        ConditionExpression:
          'attempts < :maxAttempts AND expiresAt > :nowSeconds AND userSub = :sub AND clientId = :clientId' +
          ' AND attribute_not_exists(usedAt) AND attribute_not_exists(supersededAt)',
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':maxAttempts': { N: `${maxAttempts}` },
          ':nowSeconds': { N: `${now / 1000}` },
          ':sub': { S: user.sub },
          ':clientId': { S: clientId },
        },
      }),
    ],
    first: failureIfRoom(failure, now, limits),
    decide: (state) => mayAnswer(state, { now, failure, limits }),
    now,
  });
  return 'others' in result ? { dead: result.others[0]?.item } : result;
}

/** Whether a challenge takes no answer for nothing but its age. */
export const ranOut = (challenge: Item | undefined, { user, clientId, now }: Answer): boolean =>
  challenge?.userSub?.S === user.sub &&
  challenge.clientId?.S === clientId &&
  Number(challenge.expiresAt?.N) <= now / 1000 &&
  !challenge.usedAt &&
  !challenge.supersededAt;

/**
 * Compares, spends the code and leaves the pass, all in one conditional transaction: of two requests with
 * the right code one finds it unspent. The answer's failure is taken back in the same stroke.
 * @returns `dead` with the challenge's record as it was if the code is wrong, or was spent or ran out
 *   meanwhile
 */
export async function consumeChallenge(
  { user, challengeId, clientId, failure, now }: Answer,
  codeMac: Uint8Array,
  passUntil: number,
): Promise<true | { dead: Item | undefined }> {
  const refused = await transact([
    update(challengeKey(challengeId), {
      UpdateExpression: 'SET usedAt = :now',
      ConditionExpression:
        'codeMac = :codeMac AND expiresAt > :nowSeconds' +
        ' AND attribute_not_exists(usedAt) AND attribute_not_exists(supersededAt)',
      ExpressionAttributeValues: {
        ':now': { N: `${now}` },
        ':nowSeconds': { N: `${now / 1000}` },
        ':codeMac': { B: codeMac },
      },
    }),
    update(userKey(user.userPoolId, user.sub), {
      UpdateExpression:
        'SET passClientId = :clientId, passUntil = :passUntil, passChallengeId = :challengeId' +
        ' DELETE failures :failure',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: {
        ':clientId': { S: clientId },
        ':passUntil': { N: `${passUntil}` },
        ':challengeId': { S: challengeId },
        ':failure': { SS: [failure] },
      },
    }),
  ]);
  return refused === undefined || { dead: refused[0]?.item };
}

interface WithUser {
  user: User;
  writes: Parameters<typeof transact>[0];
  first: ConditionalUpdate;
  decide(state: ReturnType<typeof userState>): Verdict;
  now: number;
}

/**
 * Writes along with the user record, as user-updates.ts tells: first on the likely condition, then on what
 * the record was seen to be. A round is lost only to another request of the same user that got through, so
 * giving up after some rounds means a flood; it refuses and counts nothing.
 * @returns `others` if a condition on one of the other writes failed
 */
async function withUser(
  task: WithUser,
): Promise<{ allowed: true } | Refused | { others: Refusal[] }> {
  let change = task.first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const key = userKey(task.user.userPoolId, task.user.sub);
    const refused = await transact([update(key, change), ...task.writes]);
    if (!refused) return { allowed: true };

    const [user, ...others] = refused;
    if (others.some(({ failed }) => failed)) return { others };
    const verdict = task.decide(userState(user?.item));
    if (!verdict.allowed) return verdict;
    change = stateIfUnchanged(user?.item, verdict.state, task.now);
  }
  throw new Error('Too many requests of one user at the same time');
}
