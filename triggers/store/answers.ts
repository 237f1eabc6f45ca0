import { timingSafeEqual } from 'node:crypto';
import type { Browser } from '../limits/browsers';
import { lockedUntil, mayAnswer, type Failure, type Limits } from '../limits/rules';
import { allOf, isExpired, isUnused, nowSeconds, number, UNEXPIRED, UNUSED } from './clauses';
import { addBrowser } from './browsers';
import { browsersKey, challengeKey, userKey } from './keys';
import { passItem } from './pass';
import { noticeItem, userState, type Item, type NoticeRecord, type User } from './records';
import type { RecentSignIn } from './sign-ins';
import { put, putNew, transact, update, updateOrSee, type Write } from './table';
import { isPassWaiting } from './tokens';
import { MAX_ROUNDS, writeWithUser } from './user-transaction';
import { failureIfRoom, noteFailure, signedInByCode, stateIfUnchanged } from './user-updates';

/** An answer to a challenge, ready to be compared. */
export interface Answer {
  user: User;
  challengeId: string;
  clientId: string;
  codeMac: Uint8Array;
  /** When the code was created, epoch milliseconds. */
  codeTime: number;
  /** SHA-256 of the client's binding; undefined with the setting `passBinding` off. */
  bindingHash: Uint8Array | undefined;
  /** This answer, counted as a failure until it turns out right. */
  failure: Failure;
  maxAttempts: number;
  /** The browser to remember if the answer is right, and the notice that tells the user. */
  remember?: { browser: Browser & { id: string }; notice: NoticeRecord | undefined } | undefined;
  client: Pick<RecentSignIn, 'browserName' | 'systemName'>;
  /** Epoch milliseconds until which the pass of a right answer can be taken. */
  passUntil: number;
  limits: Limits;
  now: number;
}

/** A lock, and the address that codes go to, which its notice goes to as well. */
export interface Lock {
  /** Epoch milliseconds. */
  until: number;
  codeAddress: string | undefined;
}

export type Comparison =
  | { result: 'MATCHED' }
  /** Matched before, and its pass is still there: Cognito runs Verify again if it got no answer in time. */
  | { result: 'REPEATED' }
  /** `locked` if this failure was the one that locks. */
  | { result: 'WRONG_CODE'; locked: Lock | undefined }
  | { result: 'EXPIRED' }
  /** Out of attempts, replaced, used before, of another user or app client, or unknown. */
  | { result: 'CLOSED' }
  | { result: 'LOCKED'; locked: Lock };

/**
 * Compares an answer with the code: counts the attempt, then compares and uses up the code, both by
 * conditional writes. Answers given at the same time therefore share the attempts, and one of two right ones
 * finds the code unused.
 */
export async function compareAnswer(answer: Answer): Promise<Comparison> {
  const counted = await countAttempt(answer);
  switch (counted.outcome) {
    case 'LOCKED':
      return { result: 'LOCKED', locked: counted.locked };
    case 'CLOSED':
      if (await isRepeated(answer, counted.challenge)) return { result: 'REPEATED' };
      return { result: hasOnlyExpired(counted.challenge, answer) ? 'EXPIRED' : 'CLOSED' };
    case 'COUNTED':
      break;
  }
  const used = await useCode(answer);
  switch (used.outcome) {
    case 'MATCHED':
      return { result: 'MATCHED' };
    case 'NOT_MATCHED':
      if (await isRepeated(answer, used.challenge)) return { result: 'REPEATED' };
      return { result: 'WRONG_CODE', locked: await lockAfter(answer) };
  }
}

type Counted =
  | { outcome: 'COUNTED' }
  | { outcome: 'LOCKED'; locked: Lock }
  /** The challenge takes no answer (any more); its record, if there is one. */
  | { outcome: 'CLOSED'; challenge: Item | undefined };

/** Counts the attempt on the challenge and on the user, before the code is compared. */
async function countAttempt(answer: Answer): Promise<Counted> {
  const { user, challengeId, clientId, failure, maxAttempts, limits, now } = answer;
  const attempt = update(challengeKey(challengeId), {
    UpdateExpression: 'SET attempts = attempts + :one',
    ConditionExpression: allOf(
      'attempts < :maxAttempts',
      'userSub = :sub',
      'clientId = :clientId',
      UNEXPIRED,
      UNUSED,
    ),
    ExpressionAttributeValues: {
      ':one': number(1),
      ':maxAttempts': number(maxAttempts),
      ':sub': { S: user.sub },
      ':clientId': { S: clientId },
      ...nowSeconds(now),
    },
  });
  const result = await writeWithUser({
    user,
    likely: { change: failureIfRoom(failure, now, limits), writes: [attempt] },
    decide: (seen) => {
      const verdict = mayAnswer(userState(seen), { now, failure, limits });
      if (!verdict.allowed) return verdict;
      return { change: stateIfUnchanged(seen, verdict.state, now), writes: [attempt] };
    },
  });
  switch (result.outcome) {
    case 'WRITTEN':
      return { outcome: 'COUNTED' };
    case 'REFUSED':
      return {
        outcome: 'LOCKED',
        locked: { until: result.refused.until, codeAddress: result.seen?.codeAddress?.S },
      };
    case 'CONDITION_FAILED':
      return { outcome: 'CLOSED', challenge: result.results[0]?.item };
  }
}

type Used = { outcome: 'MATCHED' } | { outcome: 'NOT_MATCHED'; challenge: Item | undefined };

/**
 * The comparison itself: DynamoDB compares the MACs in the condition of the write that uses up the code and
 * leaves the pass. The failure that the answer was counted as is taken back in the same transaction, and a
 * browser is remembered in it, so only by a right code.
 * NOT_MATCHED also stands for a code that was used, replaced or expired since the attempt was counted.
 */
async function useCode(answer: Answer): Promise<Used> {
  const { user, challengeId, clientId, codeMac, bindingHash, passUntil, remember, now } = answer;
  const use = update(challengeKey(challengeId), {
    UpdateExpression: 'SET usedAt = :now',
    ConditionExpression: allOf('codeMac = :codeMac', UNEXPIRED, UNUSED),
    ExpressionAttributeValues: {
      ':now': number(now),
      ':codeMac': { B: codeMac },
      ...nowSeconds(now),
    },
  });
  const pass = { user, clientId, challengeId, bindingHash, validUntil: passUntil, codeAt: now };
  const signIn: RecentSignIn = { at: now, how: 'code', ...answer.client };
  const signedIn = (forgetClients: boolean) =>
    update(
      userKey(user.userPoolId, user.sub),
      signedInByCode({ ...answer, signIn }, forgetClients),
    );
  let forgetClients = false;
  let seen: Item | undefined;
  // The likely case first: the user record has room for the app client, and no browser is remembered yet.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const failed = await transact([
      use,
      signedIn(forgetClients),
      put(passItem(pass)),
      ...rememberWrites(user, seen, remember),
    ]);
    if (!failed) return { outcome: 'MATCHED' };
    const [code, record, , browsers] = failed;
    if (!code?.holds) return { outcome: 'NOT_MATCHED', challenge: code?.item };
    if (!record?.holds) {
      // The record is gone: what was counted in it with this answer as well.
      if (forgetClients) return { outcome: 'NOT_MATCHED', challenge: undefined };
      forgetClients = true;
    }
    if (browsers?.holds === false) seen = browsers.item;
  }
  throw new Error('Too many requests of one user at the same time');
}

const rememberWrites = (
  { userPoolId, sub }: User,
  seen: Item | undefined,
  remember: Answer['remember'],
): Write[] =>
  remember
    ? [
        update(browsersKey(userPoolId, sub), addBrowser(sub, seen, remember.browser)),
        ...(remember.notice ? [putNew(noticeItem(remember.notice))] : []),
      ]
    : [];

/** Whether a right answer is repeated while nobody took its pass. That needs the right code: no further guess. */
async function isRepeated(
  { user, challengeId, codeMac, now }: Answer,
  challenge: Item | undefined,
): Promise<boolean> {
  const expected = challenge?.codeMac?.B;
  if (!challenge?.usedAt || !expected || !timingSafeEqual(expected, codeMac)) return false;
  return isPassWaiting(user, challengeId, now);
}

/** Whether age is the only reason why a challenge takes no answer. */
const hasOnlyExpired = (challenge: Item | undefined, { user, clientId, now }: Answer): boolean =>
  challenge?.userSub?.S === user.sub &&
  challenge.clientId?.S === clientId &&
  isExpired(challenge, now) &&
  isUnused(challenge);

/** After a wrong answer: notes it for the user to see. @returns the lock, undefined if failures are left */
async function lockAfter({ user, limits, now, client }: Answer): Promise<Lock | undefined> {
  const { item } = await updateOrSee(
    userKey(user.userPoolId, user.sub),
    noteFailure({ at: now, how: 'failed', ...client }),
  );
  const until = lockedUntil(userState(item), now, limits);
  return until === undefined ? undefined : { until, codeAddress: item?.codeAddress?.S };
}
