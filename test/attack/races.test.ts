import { setTimeout as sleep } from 'node:timers/promises';
import { newBinding } from '../../triggers/public-parameters';
import { currentStack } from '../support/current-stack';
import { callsOf, inject } from '../support/calls';
import { codeMailedTo } from '../support/codes';
import { mailsTo, waitForMail } from '../support/inbox';
import { TableAccess } from '../support/table';
import { Triggers, type Challenge } from '../support/triggers';
import { createUser, type TestUser } from '../support/users';

const DAY = 86_400_000;
const stack = currentStack();
const table = new TableAccess(stack);
const triggers = new Triggers(stack);
const idOf = (challenge: Challenge): string => JSON.parse(challenge.challengeMetadata).id;

/** A right answer that is counted by the time this resolves, and compared a while later. */
async function answerComparedLate(user: TestUser, challenge: Challenge, code: string) {
  const late = { fault: 'latency', service: 'dynamodb' } as const;
  const mend = await inject(stack, {
    ...late,
    latency: 1200,
    times: 1,
    // Stands in the request that compares, and in no other.
    contains: `"challengeId":{"S":"${idOf(challenge)}"}`,
  });
  const lateCalls = async () => (await callsOf(stack, late)).length;
  const before = await lateCalls();
  const request = { clientMetadata: newBinding() };
  const right = triggers.verify(user, challenge, code, request).finally(mend);
  while ((await lateCalls()) === before) await sleep(20);
  return { right, request };
}

/** Three wrong answers to each challenge, all at the same moment. */
const guessAtOnce = (user: TestUser, challenges: Challenge[]) =>
  Promise.allSettled(
    challenges.flatMap((challenge) =>
      [1, 2, 3].map(() => triggers.verify(user, challenge, '000000')),
    ),
  );

// Fails if useCode does not ask whether the code is spent.
test('counted twice, spent once: of two right answers one opens the door', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  const late = await answerComparedLate(user, challenge, code);
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  const mine = await triggers.release(user).catch(() => undefined);
  await late.right;
  const theirs = await triggers.release(user, late.request).catch(() => undefined);
  expect([mine, theirs].filter(Boolean)).toHaveLength(1);
});

// Fails if useCode does not ask whether the code was replaced.
test('replaced between count and comparison: the old code is dead', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  await table.coolDown(user.sub);
  const late = await answerComparedLate(user, challenge, code);
  const next = await triggers.resend(user, challenge);
  expect(next.publicChallengeParameters.outcome).toBe('CODE_SENT');
  expect(await late.right).toBe(false);
  await expect(triggers.release(user, late.request)).rejects.toThrow('EmailMfaRequired');
});

// Fails if countAttempt does not ask whether the code was replaced: the owner would pay with an attempt.
test('an answer to a replaced code is not counted', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  await table.coolDown(user.sub);
  await triggers.resend(user, challenge);
  expect(await triggers.verify(user, challenge, code)).toBe(false);
  expect((await table.challenge(idOf(challenge)))?.attempts?.N).toBe('0');
  expect((await table.user(user.sub))?.failures).toBeUndefined();
});

// Fails without the size of the failures in the condition, or if a notice is written by every guess.
test('parallel guesses over all sign-ins: at most ten are compared, one notice goes out', async () => {
  const user = await createUser(stack);
  const challenges: Challenge[] = [];
  for (let n = 0; n < 5; n++) challenges.push(await triggers.create(user));
  expect(await guessAtOnce(user, challenges)).not.toContainEqual({
    status: 'fulfilled',
    value: true,
  });
  const records = await Promise.all(
    challenges.map((challenge) => table.challenge(idOf(challenge))),
  );
  const counted = records.reduce((sum, record) => sum + Number(record?.attempts?.N), 0);
  expect(counted).toBe(10);
  expect((await table.user(user.sub))?.failures?.SS).toHaveLength(10);
  await waitForMail(stack, user.email, { subject: /locked/ });
  const notices = (await table.everyRecord()).filter(
    ({ pk, userSub }) => pk?.S?.startsWith('notice#') && userSub?.S === user.sub,
  );
  expect(notices).toHaveLength(1);
  expect(await mailsTo(stack, user.email, { subject: /locked/ })).toHaveLength(1);
});

// Fails if two guesses of one millisecond count as one.
test('each guess counts, however many come at once', async () => {
  const user = await createUser(stack);
  const challenges = [await triggers.create(user), await triggers.create(user)];
  await guessAtOnce(user, challenges);
  expect((await table.user(user.sub))?.failures?.SS).toHaveLength(6);
});

// Fails if the list is pruned without asking whether it is still as seen: guesses of others get lost.
test('failures of the day before make no room for parallel guesses', async () => {
  const user = await createUser(stack);
  const challenges = [await triggers.create(user), await triggers.create(user)];
  await table.fail(user.sub, 10, DAY + 1);
  const answers = await guessAtOnce(user, challenges);
  const compared = answers.filter(({ status }) => status === 'fulfilled').length;
  expect(compared).toBeGreaterThan(1);
  const failures = (await table.user(user.sub))?.failures?.SS ?? [];
  expect(failures.length).toBeGreaterThanOrEqual(compared);
});
