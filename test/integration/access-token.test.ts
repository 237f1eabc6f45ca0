import { codeMailedTo } from '../support/codes';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { verifyTokens } from '../support/tokens';
import { createUser } from '../support/users';

let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack({ settings: { plan: 'ESSENTIALS', claimName: 'code_checked' } });
});
afterAll(() => stack?.stop());

test('beyond the Lite plan the access token tells of the code by claim and scope, after a refresh too', async () => {
  const { facts } = stack;
  const client = new SrpClient(facts);
  const user = await createUser(facts);
  const challenge = await client.password(user);
  const signedIn = await client.answer(challenge, await codeMailedTo(facts, user.email));
  const first = signedIn.AuthenticationResult;
  const refreshed = await client.refresh(first?.RefreshToken ?? '');
  for (const result of [first, refreshed.AuthenticationResult]) {
    const { idToken, accessToken } = await verifyTokens(facts, {
      idToken: result?.IdToken,
      accessToken: result?.AccessToken,
    });
    expect(idToken).toMatchObject({ code_checked: 'true' });
    expect(accessToken).toMatchObject({ code_checked: 'true' });
    expect(String(accessToken.scope).split(' ')).toContain('code_checked');
  }
});
