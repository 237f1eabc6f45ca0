import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  ForgotPasswordCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';

import { PASSWORD, POOL, refusal, startFixture, withTriggers, type Fixture } from './fixture';

let fixture: Fixture;
let ClientId = '';
beforeAll(async () => {
  fixture = await startFixture({
    userPool: withTriggers(
      ...['PreSignUp', 'PostConfirmation', 'PreAuthentication', 'PostAuthentication'],
      'UserMigration',
    ),
  });
  const { UserPoolClient } = await fixture.sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId: POOL,
      ClientName: 'password',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    }),
  );
  ClientId = UserPoolClient?.ClientId ?? '';
});
afterAll(() => fixture.close());
afterEach(() => fixture.lambda.reset());

const sources = () => fixture.lambda.events.map(({ triggerSource }) => triggerSource);
const lastCode = () => /\d{6}/.exec(fixture.mails.at(-1)?.text ?? '')?.[0];
const signUp = (Username: string) =>
  fixture.sdk.send(
    new SignUpCommand({
      ClientId: 'app',
      Username,
      Password: PASSWORD,
      ValidationData: [{ Name: 'invitation', Value: '42' }],
      ClientMetadata: { from: 'page' },
    }),
  );
const userOf = (Username: string) =>
  fixture.sdk.send(new AdminGetUserCommand({ UserPoolId: POOL, Username }));
const withPassword = (username: string, password = PASSWORD) =>
  fixture.initiate('USER_PASSWORD_AUTH', { USERNAME: username, PASSWORD: password }, ClientId, {
    from: 'initiate',
  });

describe('PreSignUp', () => {
  test('gets what the client sent, and may refuse: then there is no user', async () => {
    fixture.lambda.triggers['PreSignUp'] = () => ({ throws: 'By invitation only' });
    expect((await refusal(signUp('ann@example.com'))).message).toBe(
      'PreSignUp failed with error By invitation only.',
    );
    expect(fixture.lambda.events[0]).toMatchObject({
      triggerSource: 'PreSignUp_SignUp',
      request: {
        userAttributes: { email: 'ann@example.com' },
        validationData: { invitation: '42' },
        clientMetadata: { from: 'page' },
      },
    });
    expect((await refusal(userOf('ann@example.com'))).name).toBe('UserNotFoundException');
  });

  test('may confirm the user and the address', async () => {
    fixture.lambda.triggers['PreSignUp'] = () => ({
      response: { autoConfirmUser: true, autoVerifyEmail: true },
    });
    const before = fixture.mails.length;
    expect((await signUp('bob@example.com')).UserConfirmed).toBe(true);
    expect(fixture.mails).toHaveLength(before);
    const { UserStatus, UserAttributes } = await userOf('bob@example.com');
    expect(UserStatus).toBe('CONFIRMED');
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    expect(sources()).toEqual(['PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp']);
  });

  test('runs for users that an admin creates', async () => {
    await fixture.createUser('carol@example.com');
    expect(sources()).toEqual(['PreSignUp_AdminCreateUser']);
  });
});

test('PostConfirmation runs after each way of confirming', async () => {
  const Username = 'dan@example.com';
  await signUp(Username);
  await fixture.sdk.send(
    new ConfirmSignUpCommand({ ClientId: 'app', Username, ConfirmationCode: lastCode() }),
  );
  await fixture.sdk.send(new ForgotPasswordCommand({ ClientId: 'app', Username }));
  await fixture.sdk.send(
    new ConfirmForgotPasswordCommand({
      ClientId: 'app',
      Username,
      Password: 'battery staple',
      ConfirmationCode: lastCode(),
    }),
  );
  await signUp('eve@example.com');
  await fixture.sdk.send(
    new AdminConfirmSignUpCommand({ UserPoolId: POOL, Username: 'eve@example.com' }),
  );
  expect(sources().filter((source) => source.startsWith('PostConfirmation'))).toEqual([
    'PostConfirmation_ConfirmSignUp',
    'PostConfirmation_ConfirmForgotPassword',
    'PostConfirmation_ConfirmSignUp',
  ]);
});

describe('PreAuthentication and PostAuthentication', () => {
  test('run round a sign-in, before the tokens', async () => {
    await fixture.createUser('frank@example.com');
    fixture.lambda.reset();
    await withPassword('frank@example.com');
    expect(sources()).toEqual([
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
      'TokenGeneration_Authentication',
    ]);
    expect(fixture.lambda.events[0]?.request['validationData']).toEqual({ from: 'initiate' });
  });

  test('refuse it', async () => {
    await fixture.createUser('grace@example.com');
    fixture.lambda.triggers['PostAuthentication'] = () => ({ throws: 'late' });
    expect((await refusal(withPassword('grace@example.com'))).message).toContain('late');
    fixture.lambda.triggers['PreAuthentication'] = () => ({ throws: 'early' });
    expect((await refusal(withPassword('grace@example.com'))).message).toContain('early');
  });
});

describe('UserMigration', () => {
  const migrates = () => ({
    response: {
      userAttributes: { email: 'heidi@example.com', email_verified: 'true' },
      finalUserStatus: 'CONFIRMED',
      messageAction: 'SUPPRESS',
    },
  });

  test('brings a user at the first sign-in with a password', async () => {
    fixture.lambda.triggers['UserMigration'] = migrates;
    expect((await withPassword('heidi@example.com')).AuthenticationResult).toBeDefined();
    expect(fixture.lambda.events[0]).toMatchObject({
      triggerSource: 'UserMigration_Authentication',
      userName: 'heidi@example.com',
      request: { password: PASSWORD },
    });
    fixture.lambda.reset();
    await withPassword('heidi@example.com');
    expect(sources()).not.toContain('UserMigration_Authentication');
    expect((await refusal(withPassword('heidi@example.com', 'wrong'))).name).toBe(
      'NotAuthorizedException',
    );
  });

  test('brings one whose password was forgotten', async () => {
    fixture.lambda.triggers['UserMigration'] = () => ({
      response: { userAttributes: { email: 'ivan@example.com', email_verified: 'true' } },
    });
    await fixture.sdk.send(
      new ForgotPasswordCommand({ ClientId: 'app', Username: 'ivan@example.com' }),
    );
    expect(sources()[0]).toBe('UserMigration_ForgotPassword');
    expect(fixture.mails.at(-1)?.to).toBe('ivan@example.com');
  });

  test('leaves a user that it does not know unknown', async () => {
    fixture.lambda.triggers['UserMigration'] = () => ({ throws: 'Bad password' });
    expect((await refusal(withPassword('judy@example.com'))).name).toBe(
      'UserLambdaValidationException',
    );
    fixture.lambda.triggers['UserMigration'] = () => ({ response: {} });
    expect((await refusal(withPassword('judy@example.com'))).name).toBe('UserNotFoundException');
  });
});
