import {
  CreateUserPoolClientCommand,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { run } from '../support/admin-cli';
import { callsOf, inject } from '../support/calls';
import { codeMailedTo } from '../support/codes';
import { waitForMail } from '../support/inbox';
import { resetPassword } from '../support/password-reset';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { verifyTokens } from '../support/tokens';
import { createUser } from '../support/users';

const app = 'test/support/own-triggers-app.ts';

describe('a pool with triggers of its own', () => {
  let stack: RunningStack;
  beforeAll(async () => {
    stack = await startStack({ app, settings: { plan: 'ESSENTIALS' } });
  });
  afterAll(() => stack?.stop());

  const signIn = async (name: string) => {
    const email = `${name}-${randomUUID()}@example.com`;
    const user = await createUser(stack.facts, { attributes: { email } });
    const client = new SrpClient(stack.facts);
    const step = await client.password(user);
    return client.answer(step, await codeMailedTo(stack.facts, user.email));
  };

  test('its function is called with the event as Cognito sent it, and can not forge the claim', async () => {
    const { AuthenticationResult } = await signIn('ann');
    const { idToken, accessToken } = await verifyTokens(stack.facts, {
      idToken: AuthenticationResult?.IdToken,
      accessToken: AuthenticationResult?.AccessToken,
    });
    expect(idToken).toMatchObject({ tenant: 'acme', email_mfa: 'true' });
    expect(JSON.parse(String(idToken['seen']))).toMatchObject({
      version: '2',
      triggerSource: 'TokenGeneration_Authentication',
      request: { groupConfiguration: { groupsToOverride: [] } },
      response: { claimsAndScopeOverrideDetails: null },
    });
    expect(accessToken).toMatchObject({ tenant: 'acme', email_mfa: 'true' });
    expect(String(accessToken.scope).split(' ')).toEqual(
      expect.arrayContaining(['tenant', 'email_mfa']),
    );
  });

  test('it is one call more', async () => {
    const calls = await callsOf(stack.facts, { service: 'lambda' });
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(['Invoke']));
    expect(calls.length).toBeGreaterThan(0);
  });

  test('its refusal reaches the client in its own words', async () => {
    await expect(signIn('blocked')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreTokenGeneration failed with error Your tenant is closed..',
    });
  });

  test('without an answer of it in time, there are no tokens', async () => {
    await expect(signIn('slow')).rejects.toThrow('EmailMfaUnavailable');
  });

  test('its PostConfirmation runs after ours, and its error reaches the client', async () => {
    const { email } = await createUser(stack.facts, {
      attributes: { email: `closed-${randomUUID()}@example.com` },
    });
    await expect(resetPassword(stack.facts, email)).rejects.toThrow(
      'PostConfirmation failed with error Closed..',
    );
    await waitForMail(stack.facts, email, { subject: /password was changed/ });
  });

  test('its other triggers are as they were', async () => {
    const { UserPool } = await cognitoClient(stack.facts).send(
      new DescribeUserPoolCommand({ UserPoolId: stack.facts.userPoolId }),
    );
    expect(UserPool?.LambdaConfig).toMatchObject({
      PreSignUp: expect.stringContaining('Other'),
      PreAuthentication: expect.stringContaining('Other'),
      PostAuthentication: expect.stringContaining('Other'),
      PostConfirmation: expect.stringContaining(':PostConfirmation'),
      UserMigration: expect.stringContaining('Other'),
      CreateAuthChallenge: expect.stringContaining('CreateAuthChallenge'),
    });
  });

  describe('an unguarded client that the same app creates', () => {
    const legacy = () =>
      stack.facts.resources.find(({ logicalId }) => logicalId.startsWith('Legacy'))?.physicalId ??
      '';
    const withPassword = async (clientId: string) => {
      const user = await createUser(stack.facts);
      const client = new SrpClient(stack.facts, clientId);
      return client.password(user, { flow: 'USER_SRP_AUTH' });
    };

    // Fails if the guard stays guarded without the parameter's answer.
    test('is guarded while its list cannot be read', async () => {
      const mend = await inject(stack.facts, { fault: 'error', service: 'ssm' });
      await expect(withPassword(legacy())).rejects.toThrow('EmailMfaRequired');
      await mend();
    });

    test('needs no code, gets no claim, and another client goes on needing one', async () => {
      const { AuthenticationResult } = await withPassword(legacy());
      const [, payload = ''] = AuthenticationResult?.IdToken?.split('.') ?? [];
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      expect(claims).toMatchObject({ tenant: 'acme' });
      expect(claims).not.toHaveProperty('email_mfa');
      const { UserPoolClient: other } = await cognitoClient(stack.facts).send(
        new CreateUserPoolClientCommand({
          UserPoolId: stack.facts.userPoolId,
          ClientName: 'other',
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
        }),
      );
      await expect(withPassword(other?.ClientId ?? '')).rejects.toThrow('EmailMfaRequired');
      const reads = await callsOf(stack.facts, { service: 'ssm' });
      // One that failed, and one for a minute.
      expect(reads.filter(({ fault }) => !fault)).toHaveLength(1);
    });

    test('is open to the doctor', async () => {
      const folder = dirname(stack.facts.logsDir);
      const { stdout } = await run(['doctor', '--dir', folder, '--json']);
      expect(JSON.parse(stdout).open).toEqual([legacy()]);
    });
  });
});
