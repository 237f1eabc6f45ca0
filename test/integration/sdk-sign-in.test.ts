import { currentStack } from '../support/current-stack';
import { codeMailedTo, wrongCode } from '../support/codes';
import { SrpClient } from '../support/srp-client';
import { verifyTokens } from '../support/tokens';
import { createUser } from '../support/users';

const stack = currentStack();
const client = new SrpClient(stack);

test('the same sign-in with another client: plain SDK calls and an SRP library', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  expect(challenge.ChallengeName).toBe('CUSTOM_CHALLENGE');
  const done = await client.answer(challenge, await codeMailedTo(stack, user.email));
  const { IdToken, AccessToken, RefreshToken } = done.AuthenticationResult ?? {};
  const claims = await verifyTokens(stack, { idToken: IdToken, accessToken: AccessToken });
  expect(claims.idToken).toMatchObject({ sub: user.sub, email_mfa: 'true' });

  const refreshed = await client.refresh(RefreshToken ?? '');
  const again = refreshed.AuthenticationResult;
  const fresh = await verifyTokens(stack, {
    idToken: again?.IdToken,
    accessToken: again?.AccessToken,
  });
  expect(fresh.idToken.email_mfa).toBe('true');
});

test('a wrong password is refused in the SRP step', async () => {
  const user = await createUser(stack);
  await expect(client.password({ ...user, password: 'Wrong-password-1' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('a code as people paste it is taken', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const code = await codeMailedTo(stack, user.email);
  const done = await client.answer(challenge, ` ${code.slice(0, 3)} ${code.slice(3)}\n`);
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});

test('a wrong code brings the same challenge back, with one attempt less and no other mail', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const code = await codeMailedTo(stack, user.email);
  const again = await client.answer(challenge, wrongCode(code));
  expect(again.ChallengeParameters).toMatchObject({ outcome: 'WRONG_CODE', attemptsLeft: '2' });
  const done = await client.answer(again, code);
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});
