import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  type UpdateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';

import { POOL, refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
beforeAll(async () => (fixture = await startFixture()));
afterAll(() => fixture.close());
afterEach(() => (fixture.clock.offset = 0));

const create = async (settings: Partial<CreateUserPoolClientCommandInput>) => {
  const command = new CreateUserPoolClientCommand({
    UserPoolId: POOL,
    ClientName: 'client',
    ...settings,
  });
  return (await fixture.sdk.send(command)).UserPoolClient?.ClientId ?? '';
};
const update = (ClientId: string, settings: Partial<UpdateUserPoolClientCommandInput>) =>
  fixture.sdk.send(new UpdateUserPoolClientCommand({ UserPoolId: POOL, ClientId, ...settings }));
const describeClient = async (ClientId: string) =>
  (await fixture.sdk.send(new DescribeUserPoolClientCommand({ UserPoolId: POOL, ClientId })))
    .UserPoolClient;

test('an update resets what it leaves out', async () => {
  const ClientId = await create({
    ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    AuthSessionValidity: 10,
    WriteAttributes: ['name'],
  });
  await update(ClientId, { RefreshTokenValidity: 7 });
  const client = await describeClient(ClientId);
  expect(client).toMatchObject({
    ClientName: 'client',
    PreventUserExistenceErrors: 'LEGACY',
    AuthSessionValidity: 3,
    RefreshTokenValidity: 7,
    EnableTokenRevocation: true,
  });
  expect([client?.ExplicitAuthFlows, client?.WriteAttributes]).toEqual([undefined, undefined]);
});

test('clients are listed, and gone when deleted', async () => {
  const ClientId = await create({});
  const listed = async () =>
    (
      await fixture.sdk.send(new ListUserPoolClientsCommand({ UserPoolId: POOL, MaxResults: 60 }))
    ).UserPoolClients?.map((client) => client.ClientId);
  expect(await listed()).toEqual(expect.arrayContaining([ClientId, 'app', 'defaults']));
  await fixture.sdk.send(new DeleteUserPoolClientCommand({ UserPoolId: POOL, ClientId }));
  expect(await listed()).not.toContain(ClientId);
  await expect(describeClient(ClientId)).rejects.toThrow('does not exist');
});

test.each([
  ['a session of 16 minutes', { AuthSessionValidity: 16 }],
  [
    'a grace of 61 seconds',
    { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 61 } },
  ],
  [
    'rotation beside the flow that cannot rotate',
    {
      RefreshTokenRotation: { Feature: 'ENABLED' },
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    },
  ],
  ['another identity provider', { SupportedIdentityProviders: ['Google'] }],
  ['analytics', { AnalyticsConfiguration: { ApplicationId: 'x' } }],
] as [string, Partial<CreateUserPoolClientCommandInput>][])(
  '%s is refused',
  async (_, settings) => {
    expect((await refusal(create(settings))).name).toBe('InvalidParameterException');
  },
);

describe('refresh token rotation', () => {
  const GRACE = 20;
  let ClientId = '';
  beforeAll(async () => {
    ClientId = await create({
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: GRACE },
    });
  });
  const refresh = async (RefreshToken: string | undefined) =>
    (await fixture.sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })))
      .AuthenticationResult;
  async function signIn(email: string) {
    await fixture.createUser(email);
    const { Session } = await fixture.initiate('CUSTOM_AUTH', { USERNAME: email }, ClientId);
    const done = await fixture.answer(Session, email, '123456', { clientId: ClientId });
    return done.AuthenticationResult?.RefreshToken;
  }

  test('gives a new refresh token each time; the one before works on for the grace period', async () => {
    const first = await signIn('ann@example.com');
    const second = (await refresh(first))?.RefreshToken;
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    expect((await refresh(first))?.RefreshToken).toBeDefined();
    expect((await refresh(second))?.RefreshToken).toBeDefined();
  });

  test('ends the whole sign-in when a token comes again after that', async () => {
    const first = await signIn('bob@example.com');
    const second = (await refresh(first))?.RefreshToken;
    fixture.clock.offset = (GRACE + 1) * 1000;
    expect((await refusal(refresh(first))).name).toBe('RefreshTokenReuseException');
    expect((await refusal(refresh(second))).name).toBe('NotAuthorizedException');
  });

  test('a client without it keeps its refresh token', async () => {
    await fixture.createUser('cy@example.com');
    const Session = await fixture.openChallenge('cy@example.com');
    const done = await fixture.answer(Session, 'cy@example.com', '123456');
    const { RefreshToken } = done.AuthenticationResult ?? {};
    const command = new GetTokensFromRefreshTokenCommand({ ClientId: 'app', RefreshToken });
    const { AuthenticationResult } = await fixture.sdk.send(command);
    expect(AuthenticationResult?.RefreshToken).toBeUndefined();
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });
});
