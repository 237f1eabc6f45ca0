import {
  AdminCreateUserCommand,
  ForgotPasswordCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';

import { PASSWORD, POOL, refusal, startFixture, withTriggers, type Fixture } from './fixture';

const BY_SES = {
  EmailConfiguration: {
    EmailSendingAccount: 'DEVELOPER',
    From: 'Shop <hello@shop.example>',
    SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/shop.example',
    ReplyToEmailAddress: 'help@shop.example',
    ConfigurationSet: 'mails',
  },
};

let fixture: Fixture;
afterEach(() => fixture.close());

const signUp = (email: string) =>
  fixture.sdk.send(
    new SignUpCommand({
      ClientId: 'app',
      Username: email,
      Password: PASSWORD,
      ClientMetadata: { locale: 'de' },
    }),
  );
const invite = (email: string) =>
  fixture.sdk.send(
    new AdminCreateUserCommand({
      UserPoolId: POOL,
      Username: email,
      TemporaryPassword: 'Temporary-1',
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    }),
  );

describe('without texts of its own', () => {
  beforeEach(async () => (fixture = await startFixture()));

  test("a pool sends Cognito's texts from Cognito's sender", async () => {
    await signUp('ann@example.com');
    await invite('bob@example.com');
    expect(fixture.mails).toMatchObject([
      { from: 'no-reply@verificationemail.com', text: expect.stringMatching(/code is \d{6}\.$/) },
      { text: 'Your username is bob@example.com and temporary password is Temporary-1.' },
    ]);
  });
});

describe('with texts of its own', () => {
  beforeEach(async () => {
    fixture = await startFixture({
      userPool: {
        ...withTriggers(),
        ...BY_SES,
        VerificationMessageTemplate: {
          EmailSubject: 'Your code',
          EmailMessage: 'Use <b>{####}</b> &amp; go on<br>Shop',
        },
        AdminCreateUserConfig: {
          InviteMessageTemplate: { EmailMessage: '{username}, {####}', EmailSubject: 'Welcome' },
        },
      },
    });
  });

  test('a pool sends them, by the SES configuration that it names', async () => {
    await signUp('ann@example.com');
    await invite('bob@example.com');
    expect(fixture.mails).toMatchObject([
      {
        to: 'ann@example.com',
        from: 'Shop <hello@shop.example>',
        replyTo: 'help@shop.example',
        configurationSet: 'mails',
        subject: 'Your code',
        html: expect.stringMatching(/^Use <b>\d{6}<\/b>/),
        text: expect.stringMatching(/^Use \d{6} & go on\nShop$/),
      },
      { to: 'bob@example.com', subject: 'Welcome', text: 'bob@example.com, Temporary-1' },
    ]);
  });
});

describe('with a CustomMessage trigger', () => {
  beforeEach(async () => {
    const userPool = { ...withTriggers('CustomMessage'), ...BY_SES };
    fixture = await startFixture({ userPool });
    fixture.lambda.triggers['CustomMessage'] = ({ request }) => ({
      response: {
        emailSubject: 'By trigger',
        emailMessage: `Code ${String(request['codeParameter'])} for ${String(request['usernameParameter'] ?? 'you')}`,
      },
    });
  });

  test('the function writes each mail, and learns what it is for', async () => {
    await signUp('ann@example.com');
    await fixture.sdk.send(
      new ResendConfirmationCodeCommand({ ClientId: 'app', Username: 'ann@example.com' }),
    );
    await invite('bob@example.com');
    await fixture.createUser('cy@example.com');
    await fixture.sdk.send(
      new ForgotPasswordCommand({
        ClientId: 'app',
        Username: 'cy@example.com',
        ClientMetadata: { locale: 'fr' },
      }),
    );
    expect(fixture.mails.map(({ subject, text }) => [subject, text])).toEqual([
      ['By trigger', expect.stringMatching(/^Code \d{6} for you$/)],
      ['By trigger', expect.stringMatching(/^Code \d{6} for you$/)],
      ['By trigger', 'Code Temporary-1 for bob@example.com'],
      ['By trigger', expect.stringMatching(/^Code \d{6} for you$/)],
    ]);
    expect(fixture.lambda.events).toMatchObject([
      {
        version: '1',
        triggerSource: 'CustomMessage_SignUp',
        callerContext: { clientId: 'app' },
        request: {
          userAttributes: { email: 'ann@example.com', email_verified: 'false' },
          codeParameter: '{####}',
          usernameParameter: null,
          clientMetadata: { locale: 'de' },
        },
      },
      { triggerSource: 'CustomMessage_ResendCode' },
      {
        triggerSource: 'CustomMessage_AdminCreateUser',
        callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
        request: { usernameParameter: '{username}' },
      },
      {
        triggerSource: 'CustomMessage_ForgotPassword',
        request: { clientMetadata: { locale: 'fr' } },
      },
    ]);
  });

  test('a message without its placeholder is refused, and nothing is sent', async () => {
    fixture.lambda.triggers['CustomMessage'] = () => ({ response: { emailMessage: 'Hello' } });
    expect((await refusal(signUp('ann@example.com'))).name).toBe('InvalidLambdaResponseException');
    fixture.lambda.triggers['CustomMessage'] = () => ({ response: { emailMessage: '{####}' } });
    expect((await refusal(invite('bob@example.com'))).name).toBe('InvalidLambdaResponseException');
    expect(fixture.mails).toEqual([]);
  });

  test('an empty answer leaves the texts to the pool', async () => {
    fixture.lambda.triggers['CustomMessage'] = () => ({ response: {} });
    await signUp('ann@example.com');
    expect(fixture.mails).toMatchObject([{ text: expect.stringContaining('confirmation code') }]);
  });
});

test('only a pool that sends by SES may have its messages written by a function', async () => {
  fixture = await startFixture({ userPool: withTriggers('CustomMessage') });
  fixture.lambda.triggers['CustomMessage'] = () => ({ response: { emailMessage: '{####}' } });
  expect((await refusal(signUp('ann@example.com'))).name).toBe('InvalidLambdaResponseException');
});
