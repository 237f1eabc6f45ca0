import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type ExplicitAuthFlowsType,
} from '@aws-sdk/client-cognito-identity-provider';
import { currentStack } from '../support/current-stack';
import { codeMailedTo } from '../support/codes';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { startStack, type RunningStack } from '../support/stack';
import { afterPassword, Triggers } from '../support/triggers';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
const cognito = cognitoClient(stack);
const client = new SrpClient(stack);
const GUARDED = {
  name: 'UserLambdaValidationException',
  message: expect.stringContaining('PreTokenGeneration failed with error EmailMfaRequired'),
};

/** Another app client of the same pool, as some other team might make it. */
async function otherClient(...flows: ExplicitAuthFlowsType[]): Promise<string> {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: stack.userPoolId,
      ClientName: 'other',
      ExplicitAuthFlows: flows,
      PreventUserExistenceErrors: 'ENABLED',
    }),
  );
  return UserPoolClient?.ClientId as string;
}

const passwordParameters = ({ email, password }: TestUser) => ({
  USERNAME: email,
  PASSWORD: password,
});

// Fails if Define goes to the code, or to tokens, for a session without SRP_A and a proved password.
test.each([
  ['no challenge name', {}],
  ['CHALLENGE_NAME=CUSTOM_CHALLENGE', { CHALLENGE_NAME: 'CUSTOM_CHALLENGE' }],
])('passwordless start (%s): refused, and no mail', async (_name, parameters) => {
  const user = await createUser(stack);
  await expect(
    cognito.send(
      new InitiateAuthCommand({
        ClientId: stack.clientId,
        AuthFlow: 'CUSTOM_AUTH',
        AuthParameters: { USERNAME: user.email, ...parameters },
      }),
    ),
  ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await new TableAccess(stack).user(user.sub)).toBeUndefined();
});

// Fails if the app client allows more than custom auth and refresh.
test.each(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH'] as const)(
  'our own client does not know %s',
  async (AuthFlow) => {
    const user = await createUser(stack);
    const start = new InitiateAuthCommand({
      ClientId: stack.clientId,
      AuthFlow,
      AuthParameters: { ...passwordParameters(user), SRP_A: 'abcdef' },
    });
    await expect(cognito.send(start)).rejects.toMatchObject({
      name: expect.stringMatching(/InvalidParameterException|NotAuthorizedException/),
      message: expect.stringContaining('not enabled'),
    });
  },
);

// All below fail without the guard: tokens come out.
test('other client with SRP: no tokens', async () => {
  const other = new SrpClient(stack, await otherClient('ALLOW_USER_SRP_AUTH'));
  const user = await createUser(stack);
  await expect(other.password(user, { flow: 'USER_SRP_AUTH' })).rejects.toMatchObject(GUARDED);
});

test('other client with a plain password: no tokens', async () => {
  const ClientId = await otherClient('ALLOW_USER_PASSWORD_AUTH');
  const AuthParameters = passwordParameters(await createUser(stack));
  await expect(
    cognito.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
    ),
  ).rejects.toMatchObject(GUARDED);
});

test('other client with USER_AUTH: no tokens by password, none by SRP', async () => {
  const ClientId = await otherClient('ALLOW_USER_AUTH');
  const user = await createUser(stack);
  const byPassword = new InitiateAuthCommand({
    ClientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { ...passwordParameters(user), PREFERRED_CHALLENGE: 'PASSWORD' },
  });
  await expect(cognito.send(byPassword)).rejects.toMatchObject(GUARDED);
  const bySrp = new SrpClient(stack, ClientId).password(user, { flow: 'USER_AUTH' });
  await expect(bySrp).rejects.toMatchObject(GUARDED);
});

test('admin flow: no tokens', async () => {
  const ClientId = await otherClient('ALLOW_ADMIN_USER_PASSWORD_AUTH');
  const AuthParameters = passwordParameters(await createUser(stack));
  await expect(
    cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId: stack.userPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters,
      }),
    ),
  ).rejects.toMatchObject(GUARDED);
});

test('first-login bypass: the first password brings no tokens, on any path', async () => {
  const user = await createUser(stack, { temporary: true });
  const challenge = await client.password(user);
  expect(challenge.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const respond = new RespondToAuthChallengeCommand({
    ClientId: stack.clientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeResponses: { USERNAME: user.sub, NEW_PASSWORD: 'A-new-password-1' },
    Session: challenge.Session,
  });
  await expect(cognito.send(respond)).rejects.toMatchObject(GUARDED);

  const ClientId = await otherClient('ALLOW_ADMIN_USER_PASSWORD_AUTH');
  const invited = await createUser(stack, { temporary: true });
  const start = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: stack.userPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: passwordParameters(invited),
    }),
  );
  const respondAsAdmin = new AdminRespondToAuthChallengeCommand({
    UserPoolId: stack.userPoolId,
    ClientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeResponses: { USERNAME: invited.sub, NEW_PASSWORD: 'A-new-password-1' },
    Session: start.Session,
  });
  await expect(cognito.send(respondAsAdmin)).rejects.toMatchObject(GUARDED);
});

test('after the first password, signing in again with the code works', async () => {
  const user = await createUser(stack, { temporary: true });
  const challenge = await client.password(user);
  const password = 'A-new-password-1';
  await cognito
    .send(
      new RespondToAuthChallengeCommand({
        ClientId: stack.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeResponses: { USERNAME: user.sub, NEW_PASSWORD: password },
        Session: challenge.Session,
      }),
    )
    .catch(() => undefined);
  const again = await client.password({ ...user, password });
  const done = await client.answer(again, await codeMailedTo(stack, user.email));
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});

// A lock keeps guessers out; it does not throw the owner out of sessions that had their code.
test('refresh after lock: goes on for who had a code, and is no way in for who had none', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const done = await client.answer(challenge, await codeMailedTo(stack, user.email));
  await new TableAccess(stack).fail(user.sub, 10);
  const refreshed = await client.refresh(done.AuthenticationResult?.RefreshToken ?? '');
  expect(refreshed.AuthenticationResult?.IdToken).toBeTruthy();
  await expect(client.refresh('forged-refresh-token')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
  await expect(client.password(user)).rejects.toThrow('EmailMfaLocked');
});

// Fails if the guard lets a source pass that it does not know.
test.each([
  'TokenGeneration_HostedAuth',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_ClientCredentials',
  'TokenGeneration_SomethingNew',
])('%s gets no tokens, not even with a pass, and leaves it there', async (source) => {
  const triggers = new Triggers(stack);
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  await triggers.verify(user, challenge, await codeMailedTo(stack, user.email));
  await expect(triggers.release(user, { source })).rejects.toThrow('EmailMfaRequired');
  await triggers.release(user, { source: 'TokenGeneration_AuthenticateDevice' });
});

// Fails if machines need a code, or get the claim of one.
test('a machine gets its token, without the claim', async () => {
  expect(await new Triggers(stack).releaseToMachine()).toEqual({});
});

// Fails if Define passes over what Cognito tells it beside the session.
test('Define: no code for a user who does not exist, no end for a question or a resend', async () => {
  const triggers = new Triggers(stack);
  const user = await createUser(stack);
  expect(
    await triggers.define(user, { session: afterPassword(), userNotFound: true }),
  ).toMatchObject({ issueTokens: false, failAuthentication: true });
  const session = afterPassword({
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: false,
    challengeMetadata: JSON.stringify({
      accountAddress: user.email,
      attemptsLeft: 1,
      roundsLeft: 9,
      expiresAt: Date.now() + 60_000,
    }),
  });
  expect(await triggers.define(user, { session })).toMatchObject({ failAuthentication: true });
  for (const action of ['resend', 'status']) {
    const next = await triggers.define(user, { session, clientMetadata: { action } });
    expect(next).toMatchObject({ challengeName: 'CUSTOM_CHALLENGE', issueTokens: false });
  }
});

describe('clients that are meant to be outside', () => {
  let own: RunningStack;
  beforeAll(async () => {
    own = await startStack({ settings: { unguardedClients: 'trusted' } });
  });
  afterAll(() => own?.stop());

  // Fails if an id is compared in part, or if the claim is given without a code.
  test('only those named in the settings get tokens without a code, and never the claim', async () => {
    const triggers = new Triggers(own.facts);
    const user = await createUser(own.facts);
    for (const source of ['TokenGeneration_Authentication', 'TokenGeneration_RefreshTokens']) {
      const added = await triggers.release(user, { clientId: 'trusted', source });
      expect(JSON.stringify(added)).not.toContain('email_mfa');
    }
    for (const clientId of ['trusted2', 'trust', '', own.facts.clientId]) {
      await expect(triggers.release(user, { clientId })).rejects.toThrow('EmailMfaRequired');
    }
  });
});
