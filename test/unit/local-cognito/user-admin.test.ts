import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
  paginateListUsers,
  UpdateUserPoolCommand,
  type ListUsersCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { POOL, refusal, startFixture, type Fixture } from './fixture';

let cognito: Fixture;
beforeAll(async () => (cognito = await startFixture()));
afterAll(() => cognito.close());

const list = (request: Omit<ListUsersCommandInput, 'UserPoolId'> = {}) =>
  cognito.sdk.send(new ListUsersCommand({ UserPoolId: POOL, ...request }));

describe('ListUsers', () => {
  const COUNT = 65;
  beforeAll(async () => {
    for (let n = 0; n < COUNT; n++) await cognito.createUser(`user-${n}@example.com`);
  });

  test('gives 60 at a time, and each once', async () => {
    const { Users, PaginationToken } = await list();
    expect([Users?.length, typeof PaginationToken]).toEqual([60, 'string']);
    const names = new Set<string | undefined>();
    const pages = paginateListUsers({ client: cognito.sdk, pageSize: 7 }, { UserPoolId: POOL });
    for await (const page of pages)
      for (const { Username } of page.Users ?? []) names.add(Username);
    expect(names.size).toBe(COUNT);
  });

  test('gives no token with the last page', async () => {
    const { PaginationToken } = await list();
    const last = await list({ PaginationToken });
    expect([last.Users?.length, last.PaginationToken]).toEqual([COUNT - 60, undefined]);
  });

  test('filters before it pages', async () => {
    const { Users, PaginationToken } = await list({ Filter: 'email ^= "user-1"', Limit: 11 });
    expect([Users?.length, PaginationToken]).toEqual([11, undefined]);
  });

  test.each([
    ['a limit above 60', { Limit: 61 }],
    ['a token of somebody else', { PaginationToken: '!' }],
  ])('refuses %s', async (_, request) => {
    expect((await refusal(list(request))).name).toBe('InvalidParameterException');
  });

  test('the pool tells how many there are', async () => {
    const described = await cognito.sdk.send(new DescribeUserPoolCommand({ UserPoolId: POOL }));
    expect(described.UserPool?.EstimatedNumberOfUsers).toBe(COUNT);
  });
});

describe('AdminCreateUser with RESEND', () => {
  const invite = (Username: string) =>
    cognito.sdk.send(
      new AdminCreateUserCommand({ UserPoolId: POOL, Username, MessageAction: 'RESEND' }),
    );

  test('mails a new temporary password, and the old one ends', async () => {
    const Username = await cognito.createUser('eve@example.com', { temporary: true });
    expect((await invite('eve@example.com')).User?.Username).toBe(Username);
    const password = /password is (\S+)\./.exec(cognito.mails.at(-1)?.text ?? '')?.[1] ?? '';
    expect((await cognito.signInWithSrp(Username, password)).ChallengeName).toBe(
      'NEW_PASSWORD_REQUIRED',
    );
  });

  test('is refused once there is a lasting password, and for nobody', async () => {
    await cognito.createUser('grace@example.com');
    expect((await refusal(invite('grace@example.com'))).name).toBe('UnsupportedUserStateException');
    expect((await refusal(invite('frank@example.com'))).name).toBe('UserNotFoundException');
  });
});

describe('AdminResetUserPassword', () => {
  const reset = (Username: string) =>
    cognito.sdk.send(new AdminResetUserPasswordCommand({ UserPoolId: POOL, Username }));

  test('mails a code', async () => {
    const Username = 'ann@example.com';
    await cognito.createUser(Username);
    await reset(Username);
    expect(cognito.mails.at(-1)).toMatchObject({
      to: Username,
      subject: expect.any(String),
      text: expect.stringMatching(/code is \d{6}/),
    });
    const { UserStatus } = await cognito.sdk.send(
      new AdminGetUserCommand({ UserPoolId: POOL, Username }),
    );
    expect(UserStatus).toBe('RESET_REQUIRED');
  });

  test('is refused before the first password', async () => {
    await cognito.createUser('bob@example.com', { temporary: true });
    expect((await refusal(reset('bob@example.com'))).name).toBe('NotAuthorizedException');
  });

  test('is refused without a verified address', async () => {
    const Username = 'carol@example.com';
    await cognito.createUser(Username);
    const UserAttributes = [
      { Name: 'email', Value: Username },
      { Name: 'email_verified', Value: 'false' },
    ];
    await cognito.sdk.send(
      new AdminUpdateUserAttributesCommand({ UserPoolId: POOL, Username, UserAttributes }),
    );
    expect((await refusal(reset(Username))).name).toBe('InvalidParameterException');
  });

  test('is refused where only admins recover accounts', async () => {
    await cognito.createUser('dan@example.com');
    // The last of all: it takes the triggers off as well.
    await cognito.sdk.send(
      new UpdateUserPoolCommand({
        UserPoolId: POOL,
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      }),
    );
    expect((await refusal(reset('dan@example.com'))).name).toBe('NotAuthorizedException');
  });
});
