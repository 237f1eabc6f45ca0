import { codeMail } from '../support/codes';
import { codeIn } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { createUser } from '../support/users';

let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack({
    app: 'infra/packaging/template-app.ts',
    settings: {
      codeLength: '8',
      codeLifetime: '2',
      senderIdentity: 'example.com',
      senderName: 'Login desk',
      refreshTokenGrace: 'off',
      guardRepair: 'yes',
    },
  });
});
afterAll(() => stack?.stop());

test('a stack without the CDK works, and its parameters have their effect', async () => {
  const user = await createUser(stack.facts);
  const client = new SrpClient(stack.facts);
  const step = await client.password(user);
  expect(step.ChallengeParameters).toMatchObject({ codeLength: '8' });
  expect(Number(step.ChallengeParameters?.codeExpiresIn)).toBeGreaterThan(60);
  expect(Number(step.ChallengeParameters?.codeExpiresIn)).toBeLessThanOrEqual(120);
  const mail = await codeMail(stack.facts, user.email);
  expect(mail.from).toContain('Login desk');
  const done = await client.answer(step, codeIn(mail));
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
  const refreshed = await client.refresh(done.AuthenticationResult?.RefreshToken ?? '');
  expect(refreshed.AuthenticationResult?.IdToken).toBeTruthy();
});
