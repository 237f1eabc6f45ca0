import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { PASSWORD, POOL, refusal, startFixture, USER_POOL, type Fixture } from './fixture';

let cognito: Fixture;
beforeAll(async () => {
  const userPool = {
    ...USER_POOL,
    UsernameAttributes: [],
    AliasAttributes: ['email', 'preferred_username'],
  };
  cognito = await startFixture({ userPool });
});
afterAll(() => cognito.close());

const attributes = (values: Record<string, string>) =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

const create = (Username: string, values: Record<string, string>, ForceAliasCreation = false) =>
  cognito.sdk.send(
    new AdminCreateUserCommand({
      UserPoolId: POOL,
      Username,
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
      ForceAliasCreation,
      UserAttributes: attributes(values),
    }),
  );

const find = async (Username: string) =>
  (await cognito.sdk.send(new AdminGetUserCommand({ UserPoolId: POOL, Username }))).Username;

const TAKEN = {
  name: 'AliasExistsException',
  message: 'An account with the given email already exists.',
};

test('a user is found by name, preferred name and verified address, and not by an unverified one', async () => {
  const verified = { email: 'ada@example.com', email_verified: 'true', preferred_username: 'ada' };
  await create('lovelace', verified);
  await create('babbage', { email: 'charles@example.com' });
  expect(await Promise.all(['lovelace', 'ada@example.com', 'ada'].map(find))).toEqual([
    'lovelace',
    'lovelace',
    'lovelace',
  ]);
  expect((await refusal(find('charles@example.com'))).name).toBe('UserNotFoundException');
});

test('a name that looks like an address is refused', async () => {
  expect(await refusal(create('a@example.com', {}))).toEqual({
    name: 'InvalidParameterException',
    message: 'Username cannot be of email format, since user pool is configured for email alias.',
  });
});

test('a verified address belongs to one user, unless an admin takes it for another', async () => {
  const verified = { email: 'one@example.com', email_verified: 'true' };
  await create('first', verified);
  expect(await refusal(create('second', verified))).toEqual(TAKEN);
  expect((await refusal(find('second'))).name).toBe('UserNotFoundException');
  await create('second', verified, true);
  expect(await find('one@example.com')).toBe('second');
  const { UserAttributes } = await cognito.sdk.send(
    new AdminGetUserCommand({ UserPoolId: POOL, Username: 'first' }),
  );
  expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
});

test('a sign-up with the verified address of another is refused when it is confirmed', async () => {
  await create('owner', { email: 'mine@example.com', email_verified: 'true' });
  const Username = 'late';
  const ClientId = 'app';
  await cognito.sdk.send(
    new SignUpCommand({
      ClientId,
      Username,
      Password: PASSWORD,
      UserAttributes: attributes({ email: 'mine@example.com' }),
    }),
  );
  const [, ConfirmationCode] = /(\d{6})/.exec(cognito.mails.at(-1)?.text ?? '') ?? [];
  const confirm = (ForceAliasCreation: boolean) =>
    cognito.sdk.send(
      new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode, ForceAliasCreation }),
    );
  expect(await refusal(confirm(false))).toEqual(TAKEN);
  expect(await find('mine@example.com')).toBe('owner');
});
