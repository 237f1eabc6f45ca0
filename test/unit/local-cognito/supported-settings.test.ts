import {
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { readFileSync } from 'node:fs';

import { COGNITO_MD, cognitoReference } from '../../../infra/local/aws/cognito/reference';
import { PASSWORD, POOL, refusal, startFixture, USER_POOL, type Fixture } from './fixture';

let fixture: Fixture | undefined;
afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
});

test.each([
  ['DeviceConfiguration', { ChallengeRequiredOnNewDevice: true }, 'device tracking'],
  ['UserPoolAddOns', { AdvancedSecurityMode: 'ENFORCED' }, 'threat protection'],
  ['UsernameAttributes', ['phone_number'], 'phone_number'],
  ['AutoVerifiedAttributes', ['phone_number'], 'phone_number'],
  ['VerificationMessageTemplate', { DefaultEmailOption: 'CONFIRM_WITH_LINK' }, 'by link'],
  ['LambdaConfig', { CustomEmailSender: { LambdaArn: 'x' } }, 'CustomEmailSender'],
  ['SomethingNew', 'yes', 'SomethingNew'],
])('a template with %s of a kind that is not emulated stops', async (name, value, told) => {
  await expect(startFixture({ userPool: { ...USER_POOL, [name]: value } })).rejects.toThrow(told);
});

test('so does an update at run time', async () => {
  fixture = await startFixture();
  const update = new UpdateUserPoolCommand({
    UserPoolId: POOL,
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  });
  expect(await refusal(fixture.sdk.send(update))).toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('threat protection'),
  });
});

test('an operation that is not emulated is refused by name', async () => {
  fixture = await startFixture();
  const response = await fetch(fixture.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.AssociateSoftwareToken',
    },
    body: '{}',
  });
  expect(await response.json()).toMatchObject({
    __type: 'UnknownOperationException',
    message: expect.stringContaining('AssociateSoftwareToken'),
  });
});

test('where MFA is required nobody gets tokens without it', async () => {
  fixture = await startFixture();
  await fixture.createUser('ann@example.com');
  await fixture.sdk.send(
    new SetUserPoolMfaConfigCommand({ UserPoolId: POOL, MfaConfiguration: 'ON' }),
  );
  const Session = await fixture.openChallenge('ann@example.com');
  expect((await refusal(fixture.answer(Session, 'ann@example.com', '123456'))).message).toContain(
    'MFA',
  );
  const password = new InitiateAuthCommand({
    ClientId: 'app',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ann@example.com', PASSWORD },
  });
  expect((await refusal(fixture.sdk.send(password))).name).toBe('InvalidParameterException');
});

test('a pool that sends by an identity that SES has not verified is refused', async () => {
  const EmailConfiguration = {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/other.example',
  };
  await expect(startFixture({ userPool: { ...USER_POOL, EmailConfiguration } })).rejects.toThrow(
    'other.example',
  );
});

test('COGNITO.md says what the code does (npm run docs:cognito writes it)', () => {
  expect(readFileSync(COGNITO_MD, 'utf8')).toBe(cognitoReference());
});
