import { RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { trailOf } from '../support/audit';
import { currentStack } from '../support/current-stack';
import { codeMailedTo, wrongCode } from '../support/codes';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { until } from '../support/until';
import { createUser } from '../support/users';

const stack = currentStack();
const client = new SrpClient(stack);
const table = new TableAccess(stack);
const triggers = new Triggers(stack);
const REFUSED = { name: 'NotAuthorizedException' };

// Fails if a session is not bound to the sign-in that it was made for.
test('tampered Session: refused', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const code = await codeMailedTo(stack, user.email);
  const session = challenge.Session ?? '';
  const flipped = (session.startsWith('A') ? 'B' : 'A') + session.slice(1);
  for (const Session of [flipped, 'x'.repeat(session.length), `${session}x`]) {
    await expect(client.answer({ ...challenge, Session }, code)).rejects.toMatchObject(REFUSED);
  }
  const done = await client.answer(challenge, code);
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});

// Fails if a session can be used again: the same answer would open it twice.
test('replayed Session: refused', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const code = await codeMailedTo(stack, user.email);
  await client.answer(challenge, code);
  await expect(client.answer(challenge, code)).rejects.toMatchObject(REFUSED);
});

// Fails if the user named in the answer is not the session's.
test("answer to another user's session: refused", async () => {
  const [victim, attacker] = [await createUser(stack), await createUser(stack)];
  const mine = await client.password(attacker);
  const theirs = await client.password(victim);
  const code = await codeMailedTo(stack, attacker.email);
  const asVictim = { ...mine, ChallengeParameters: { USERNAME: victim.sub } };
  await expect(client.answer(asVictim, code)).rejects.toMatchObject(REFUSED);
  const foreign = { ...theirs, ChallengeParameters: { USERNAME: attacker.sub } };
  await expect(client.answer(foreign, code)).rejects.toMatchObject(REFUSED);
});

// Fails if the step before the code can be answered as if it were the code.
test('a Session of the password step does not take a code', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const respond = new RespondToAuthChallengeCommand({
    ClientId: stack.clientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeResponses: { USERNAME: user.sub, NEW_PASSWORD: 'A-new-password-1' },
    Session: challenge.Session,
  });
  await expect(cognitoClient(stack).send(respond)).rejects.toThrow();
  await expect(client.password({ ...user, password: 'A-new-password-1' })).rejects.toMatchObject(
    REFUSED,
  );
});

describe('answers and clientMetadata', () => {
  // Fails if an answer is compared without being reduced to exactly that many ASCII digits.
  test('oversize and other answers that are no code: wrong, and nothing breaks', async () => {
    for (const build of [
      (code: string) => code.padEnd(2000, '0'),
      (code: string) =>
        code.replace(/\d/g, (digit) => String.fromCodePoint(0x2460 + Number(digit))),
      (code: string) => `${code}a`,
      (code: string) => `{"code":"${code}"}`,
    ]) {
      const user = await createUser(stack);
      const challenge = await client.password(user);
      const answer = build(await codeMailedTo(stack, user.email));
      const again = await client.answer(challenge, answer);
      expect(again.ChallengeParameters).toMatchObject({ outcome: 'WRONG_CODE', attemptsLeft: '2' });
    }
  });

  // Fails if the resend action is looked at after the answer, or if other actions mean something.
  test('clientMetadata abuse: no action turns an answer into anything but an answer or a resend', async () => {
    const user = await createUser(stack);
    const challenge = await client.password(user, {
      clientMetadata: { action: 'resend', locale: '<script>', email_verified: 'true' },
    });
    const code = await codeMailedTo(stack, user.email);
    const resent = await client.answer(challenge, code, { action: 'resend' });
    expect(resent.ChallengeParameters?.outcome).toBe('RESEND_TOO_EARLY');
    const again = await client.answer(resent, wrongCode(code), {
      action: 'skip',
      answerCorrect: 'true',
      challengeMetadata: '{}',
    });
    expect(again.ChallengeParameters?.outcome).toBe('WRONG_CODE');
  });

  // Fails if only ASCII digits count: other clients than our page may send what people paste.
  test('a right code in other digits, with invisible marks and dashes, signs in', async () => {
    const user = await createUser(stack);
    const challenge = await client.password(user);
    const code = await codeMailedTo(stack, user.email);
    const pasted = code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
    const answer = `\u200f${pasted.slice(0, 3)}\u2013${pasted.slice(3)}\ufeff`;
    const done = await client.answer(challenge, answer);
    expect(done.AuthenticationResult?.IdToken).toBeTruthy();
  });
});

describe('rounds that are no attempts', () => {
  // Fails without the bound on them: each is a call of three functions, and an event.
  test.each(['status', 'resend'])(
    'endless questions (%s): the sign-in ends',
    async (action) => {
      const user = await createUser(stack);
      let step = await client.password(user);
      let rounds = 0;
      const ask = async () => {
        for (; rounds < 100; rounds++) step = await client.answer(step, action, { action });
      };
      await expect(ask()).rejects.toMatchObject(REFUSED);
      expect(rounds).toBe(29);
      await expect(client.answer(step, '000000')).rejects.toMatchObject(REFUSED);
    },
    120_000,
  );

  // Fails if every one of them is told: one account could fill the trail and raise the alarm.
  test('flooding the trail: early resends of one user are told once a minute', async () => {
    const user = await createUser(stack);
    let step = await client.password(user);
    for (let n = 0; n < 8; n++) step = await client.resend(step);
    await client.password(user);
    const events = async (name: string) =>
      (await trailOf(stack))
        .map((line) => JSON.parse(line))
        .filter(({ event, sub }) => event === name && sub === user.sub);
    await until(async () => (await events('challenge.created')).length === 2);
    await until(async () => (await events('challenge.refused')).length > 0);
    // Each instance of the function remembers for itself; few of them are at work here.
    expect((await events('challenge.refused')).length).toBeLessThan(4);
  }, 120_000);
});

describe('what a sign-in remembers of its client', () => {
  // Fails if the metadata of one call is taken for that of the sign-in.
  test('a resend without locale and time zone keeps those of the password step', async () => {
    const user = await createUser(stack);
    const clientMetadata = { locale: 'de', timeZone: 'Europe/Berlin', browserName: 'Firefox' };
    const challenge = await triggers.create(user, { clientMetadata });
    await table.coolDown(user.sub);
    const again = await triggers.resend(user, challenge);
    const record = await table.challenge(JSON.parse(again.challengeMetadata).id);
    expect(record).toMatchObject({
      locale: { S: 'de' },
      timeZone: { S: 'Europe/Berlin' },
      browserName: { S: 'Firefox' },
    });
    expect(record?.systemName).toBeUndefined();
  });

  // Fails if what a client says of itself is kept unchecked: it stands in the mail.
  test('text of an attacker in clientMetadata is not kept', async () => {
    const user = await createUser(stack);
    const text = 'Call 555-0100';
    const clientMetadata = { locale: text, timeZone: text, browserName: text, systemName: text };
    const challenge = await triggers.create(user, { clientMetadata });
    const record = await table.challenge(JSON.parse(challenge.challengeMetadata).id);
    expect(JSON.stringify(record)).not.toContain('555');
    expect(challenge.challengeMetadata).not.toContain('555');
  });
});
