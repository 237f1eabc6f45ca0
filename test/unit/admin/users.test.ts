import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { resetPassword } from '../../../infra/admin/reset-password';
import type { Deployment } from '../../../infra/admin/deployment';
import { filter, findUser, getUser } from '../../../infra/admin/user-directory';
import { PASSWORD, POOL, startFixture, type Fixture } from '../local-cognito/fixture';

const deploymentOf = ({ sdk }: Fixture) =>
  ({ cognito: sdk, userPoolId: POOL, region: 'us-east-1' }) as unknown as Deployment;

const Policies = { PasswordPolicy: { MinimumLength: 8 } };

describe('in a pool whose usernames are no addresses', () => {
  let cognito: Fixture;
  let ann: string;
  beforeAll(async () => {
    cognito = await startFixture({ userPool: { Policies } });
    ann = await create('ann', 'ann@example.com');
    await create('bob', 'family@example.com');
    await create('carol', 'family@example.com');
    await create('victim', 'dan@example.com');
    await create('dan@example.com', 'eve@example.com');
  });
  afterAll(() => cognito.close());

  async function create(Username: string, email: string): Promise<string> {
    const { User } = await cognito.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: POOL,
        Username,
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    );
    return User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
  }

  test('a user is found by name, address and sub', async () => {
    for (const name of ['ann', 'ann@example.com', ann]) {
      expect(await findUser(deploymentOf(cognito), name)).toMatchObject({
        username: 'ann',
        sub: ann,
        emailVerified: false,
      });
    }
  });

  test('an address of several users is nobody', async () => {
    await expect(findUser(deploymentOf(cognito), 'family@example.com')).rejects.toThrow(
      'Several users match family@example.com. Name one by its sub.',
    );
  });

  // Fails if a username is believed: what is meant for one would be done to another.
  test('an address taken for a username by another is nobody', async () => {
    await expect(findUser(deploymentOf(cognito), 'dan@example.com')).rejects.toThrow(
      'Several users match dan@example.com. Name one by its sub.',
    );
    const eve = await getUser(deploymentOf(cognito), 'dan@example.com');
    expect(eve).toMatchObject({ email: 'eve@example.com' });
    expect(await findUser(deploymentOf(cognito), 'eve@example.com')).toEqual(eve);
  });
});

describe('where only admins recover accounts', () => {
  let cognito: Fixture;
  beforeAll(async () => {
    const AccountRecoverySetting = { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] };
    const UsernameAttributes = ['email'];
    cognito = await startFixture({
      userPool: { UsernameAttributes, AccountRecoverySetting, Policies },
      clients: [
        {
          clientId: 'password',
          properties: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
        },
      ],
    });
  });
  afterAll(() => cognito.close());

  test('a reset gives a password to hand over', async () => {
    await cognito.createUser('ann@example.com');
    const user = await findUser(deploymentOf(cognito), 'ann@example.com');
    const { message, json } = await resetPassword(deploymentOf(cognito), user, { yes: true });
    const { temporaryPassword } = json as { temporaryPassword: string };
    expect(message).toContain(`Temporary password for ann@example.com: ${temporaryPassword}\n`);
    const { UserStatus } = await cognito.sdk.send(
      new AdminGetUserCommand({ UserPoolId: POOL, Username: user.username }),
    );
    expect(UserStatus).toBe('FORCE_CHANGE_PASSWORD');
    const { ChallengeName } = await cognito.initiate(
      'USER_PASSWORD_AUTH',
      { USERNAME: user.username, PASSWORD: temporaryPassword },
      'password',
    );
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  });
});

test('a value can not end the filter that it stands in', () => {
  expect(filter('email', '^=', 'a" or \\')).toBe('email ^= "a\\" or \\\\"');
});
