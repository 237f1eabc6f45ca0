import { newBinding } from '../../triggers/public-parameters';
import { currentStack } from '../support/current-stack';
import { codeMail, codeMailedTo, wrongCode } from '../support/codes';
import { codeIn, mailsTo, waitForMail, type Mail } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { Triggers, type Challenge } from '../support/triggers';
import { createUser, type TestUser } from '../support/users';

const DAY = 86_400_000;
const stack = currentStack();
const client = new SrpClient(stack);
const table = new TableAccess(stack);
const triggers = new Triggers(stack);

/** A new code for the user, as if an hour had gone by since the last one. */
async function nextChallenge(user: TestUser): Promise<Challenge> {
  if (await table.user(user.sub)) {
    await table.changeUser(user.sub, { codeTimes: { L: [] }, lastCodeAt: { N: '0' } });
  }
  return triggers.create(user);
}

/** Guesses wrong until refused; how many guesses were compared. */
async function guessUntilLocked(user: TestUser, mostCodes = 6): Promise<number> {
  let guesses = 0;
  for (let codes = 0; codes < mostCodes; codes++) {
    const challenge = await nextChallenge(user);
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        expect(await triggers.verify(user, challenge, '000000')).toBe(false);
        guesses++;
      } catch (error) {
        expect(String(error)).toContain('EmailMfaLocked');
        return guesses + 1;
      }
    }
  }
  return guesses;
}

// Fails without the attempt count in countAttempt, or if it is counted after comparing: the right code
// still passes after three wrong ones.
test('guessing on one challenge: the fourth answer is not even compared', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  for (let attempt = 0; attempt < 3; attempt++) {
    expect(await triggers.verify(user, challenge, wrongCode(code))).toBe(false);
  }
  expect(await triggers.verify(user, challenge, code)).toBe(false);
});

// Fails if the attempts are read first and counted in another write.
test('parallel guesses on one challenge: of 50 at once at most 3 count', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const { id } = JSON.parse(challenge.challengeMetadata);
  const code = await codeMailedTo(stack, user.email);
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, () => triggers.verify(user, challenge, wrongCode(code))),
  );
  expect(results).not.toContainEqual({ status: 'fulfilled', value: true });
  const record = await table.challenge(id);
  expect(Number(record?.attempts?.N)).toBeLessThanOrEqual(3);
  const failures = (await table.user(user.sub))?.failures?.SS ?? [];
  expect(failures.length).toBe(Number(record?.attempts?.N));
  expect(failures.length).toBeGreaterThan(0);
});

// Fails if the pass is not one for all that race for it; see races.test.ts for the conditions beneath.
test('parallel right answers: one sign-in comes of them, not several', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  const requests = [1, 2, 3].map(() => ({ clientMetadata: newBinding() }));
  await Promise.allSettled(
    requests.map((request) => triggers.verify(user, challenge, code, request)),
  );
  const releases = await Promise.allSettled(
    requests.map((request) => triggers.release(user, request)),
  );
  expect(releases.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

// Fails without the failures in the user record: each new sign-in would bring three fresh guesses.
test('guessing across sessions: ten guesses, then locked, and the user is told by mail', async () => {
  const user = await createUser(stack);
  expect(await guessUntilLocked(user)).toBe(10);

  const notice = await waitForMail(stack, user.email, { subject: /locked/ });
  expect(notice.body.text).toMatch(/reset your password now/i);
  expect(await mailsTo(stack, user.email, { subject: /locked/ })).toHaveLength(1);

  await table.changeUser(user.sub, { codeTimes: { L: [] }, lastCodeAt: { N: '0' } });
  const error = await client.password(user).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ name: 'UserLambdaValidationException' });
  expect((error as Error).message).toMatch(
    /^CreateAuthChallenge failed with error EmailMfaLocked \[retryAt=2.*Z\]: /,
  );
  const retryAt = Date.parse(/retryAt=([^\]]*)/.exec((error as Error).message)?.[1] ?? '');
  expect(retryAt - Date.now()).toBeGreaterThan(DAY - 120_000);
  expect((await table.user(user.sub))?.codeTimes?.L).toEqual([]);
});

// Fails if the lock is told before the password is proved.
test('a lock shows to nobody without the password', async () => {
  const user = await createUser(stack);
  await guessUntilLocked(user);
  await expect(client.password({ ...user, password: 'Wrong-password-1' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

// Fails if a right code clears the failures instead of taking back its own.
test('a real sign-in hands the attacker no fresh budget', async () => {
  const user = await createUser(stack);
  const first = await triggers.create(user);
  const firstMail = await codeMail(stack, user.email);
  expect(await triggers.verify(user, first, wrongCode(codeIn(firstMail)))).toBe(false);
  const challenge = await nextChallenge(user);
  const code = codeIn(await codeMail(stack, user.email, firstMail));
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  expect((await table.user(user.sub))?.failures?.SS).toHaveLength(1);
});

// Fails if the lock never ends, or if failures do not age out.
test('failures age out: a day after the tenth the right code signs in', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  await table.fail(user.sub, 10);
  await expect(triggers.verify(user, challenge, code)).rejects.toThrow('EmailMfaLocked');
  await table.fail(user.sub, 10, DAY);
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  expect((await table.user(user.sub))?.failures).toBeUndefined();
});

// Fails if check and count are two steps: racing sign-ins all find room for one more.
test('parallel sign-ins racing the code cap: at most 5 codes an hour', async () => {
  const user = await createUser(stack);
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => triggers.create(user)));
  const answered = results.filter(({ status }) => status === 'fulfilled').length;
  expect(answered).toBeGreaterThan(0);
  const made = (await table.user(user.sub))?.codeTimes?.L?.length ?? 0;
  expect(made).toBeLessThanOrEqual(5);
  // On a busy machine a code may be made whose answer comes too late.
  expect(made).toBeGreaterThanOrEqual(answered);
});

// Fails without codesPerHour.
test('mail flood: the sixth sign-in of an hour gets no mail but the time to wait', async () => {
  const user = await createUser(stack);
  for (let sent = 0; sent < 5; sent++) await triggers.create(user);
  await expect(client.password(user)).rejects.toThrow(/EmailMfaTooManyCodes \[retryAt=/);
});

// Fails if the cooldown is checked in the session alone, which a replayed session would not show.
test('resend flood: replaying one session brings one mail per cooldown', async () => {
  const user = await createUser(stack);
  const first = await triggers.create(user);
  const held = JSON.parse(first.challengeMetadata);
  const again = await Promise.all([1, 2, 3].map(() => triggers.resend(user, first)));
  for (const { publicChallengeParameters, challengeMetadata } of again) {
    expect(publicChallengeParameters.outcome).toBe('RESEND_TOO_EARLY');
    expect(JSON.parse(challengeMetadata).id).toBe(held.id);
  }
  expect((await table.user(user.sub))?.codeTimes?.L).toHaveLength(1);
});

// Fails if a resend looks at the cooldown and the number of codes only.
test('locked during a sign-in: no further code', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  await table.coolDown(user.sub);
  await table.fail(user.sub, 10);
  await expect(triggers.resend(user, challenge)).rejects.toThrow('EmailMfaLocked');
  expect((await table.user(user.sub))?.codeTimes?.L).toHaveLength(1);
});

// Fails if the record's TTL comes before the end of what it counts: the budget would be new.
test('the user record outlives all that it must remember', async () => {
  const user = await createUser(stack);
  const twoDays = Date.now() / 1000 + (2 * DAY) / 1000 - 60;
  const challenge = await triggers.create(user);
  expect(Number((await table.user(user.sub))?.expiresAt?.N)).toBeGreaterThan(twoDays);
  expect(await triggers.verify(user, challenge, '000000')).toBe(false);
  expect(Number((await table.user(user.sub))?.expiresAt?.N)).toBeGreaterThan(twoDays);
});

// Fails if only the answer that fills the budget has the notice written, and something fails just then.
test('a lock that could not be told at once is told at the next refusal', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  await table.fail(user.sub, 10);
  await expect(triggers.verify(user, challenge, '000000')).rejects.toThrow('EmailMfaLocked');
  await expect(triggers.create(user)).rejects.toThrow('EmailMfaLocked');
  await waitForMail(stack, user.email, { subject: /locked/ });
  expect(await mailsTo(stack, user.email, { subject: /locked/ })).toHaveLength(1);
});

// Fails without the number of codes in codeIfCooledDown's condition: a resend would be the sixth.
test('mail flood by resends: the sixth code of an hour is refused, and the fifth still works', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  const earlier = { N: `${Date.now() - 31_000}` };
  await table.changeUser(user.sub, {
    lastCodeAt: earlier,
    codeTimes: { L: new Array(5).fill(earlier) },
  });
  const kept = await triggers.resend(user, challenge);
  expect(kept.publicChallengeParameters.outcome).toBe('RESEND_TOO_EARLY');
  expect((await table.user(user.sub))?.codeTimes?.L).toHaveLength(5);
  expect(await triggers.verify(user, kept, code)).toBe(true);
});

// Fails if used codes count like others: an ordinary day shuts the owner out.
test('sign-ins that end in a right code leave room for more, and the attacker has no more for it', async () => {
  const user = await createUser(stack);
  let last: Mail | undefined;
  for (let signIns = 0; signIns < 6; signIns++) {
    const challenge = await triggers.create(user);
    last = await codeMail(stack, user.email, last);
    expect(await triggers.verify(user, challenge, codeIn(last))).toBe(true);
    await triggers.release(user);
  }
  for (let sent = 0; sent < 5; sent++) await triggers.create(user);
  await expect(triggers.create(user)).rejects.toThrow('EmailMfaTooManyCodes');
});

// Fails without the rounding: it would say to the millisecond when the user did something.
test('the time to wait is told in whole minutes', async () => {
  const user = await createUser(stack);
  for (let sent = 0; sent < 5; sent++) await triggers.create(user);
  await expect(triggers.create(user)).rejects.toThrow(/retryAt=[^\]]*:00\.000Z\]/);
});
