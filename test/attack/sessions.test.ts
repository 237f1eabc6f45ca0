import { RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { currentStack } from '../support/current-stack';
import { codeMailedTo, wrongCode } from '../support/codes';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { createUser } from '../support/users';

const stack = currentStack();
const client = new SrpClient(stack);
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
  test('oversize, unicode-digit and other answers that are no code: wrong, and nothing breaks', async () => {
    for (const build of [
      (code: string) => code.padEnd(2000, '0'),
      (code: string) =>
        code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
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
});
