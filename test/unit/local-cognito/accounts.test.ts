import {
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';

import { PASSWORD, POOL, refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const ClientId = 'app';
const lastCode = () => /\d{6}/.exec(fixture.mails.at(-1)?.text ?? '')?.[0];
const attribute = async (Username: string, name: string) =>
  (
    await fixture.sdk.send(new AdminGetUserCommand({ UserPoolId: POOL, Username }))
  ).UserAttributes?.find(({ Name }) => Name === name)?.Value;

test('signing up mails a code, and the code verifies the address', async () => {
  const Username = 'ann@example.com';
  const { UserSub, CodeDeliveryDetails } = await fixture.sdk.send(
    new SignUpCommand({ ClientId, Username: 'Ann@Example.com', Password: PASSWORD }),
  );
  expect(CodeDeliveryDetails?.Destination).toBe('a***@e***');
  expect(fixture.mails.at(-1)?.to).toBe(Username);
  expect(await attribute(Username, 'sub')).toBe(UserSub);
  expect(await attribute(Username, 'email_verified')).toBe('false');
  await fixture.sdk.send(
    new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: lastCode() }),
  );
  expect(await attribute(Username, 'email_verified')).toBe('true');
});

test.each(['sub', 'email_verified'])('nobody signs up with a %s of choice', async (Name) => {
  const command = new SignUpCommand({
    ClientId,
    Username: 'mallory@example.com',
    Password: PASSWORD,
    UserAttributes: [{ Name, Value: 'true' }],
  });
  expect((await refusal(fixture.sdk.send(command))).name).toBe('NotAuthorizedException');
});

test('a signed-in user cannot call an address verified, nor take that of another', async () => {
  await fixture.createUser('bob@example.com');
  await fixture.createUser('carol@example.com');
  const Session = await fixture.openChallenge('bob@example.com');
  const { AuthenticationResult } = await fixture.answer(Session, 'bob@example.com', '123456');
  const update = (attributes: Record<string, string>) =>
    fixture.sdk.send(
      new UpdateUserAttributesCommand({
        AccessToken: AuthenticationResult?.AccessToken,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  const verified = update({ email: 'x@example.com', email_verified: 'true' });
  expect((await refusal(verified)).name).toBe('NotAuthorizedException');
  expect((await refusal(update({ email: 'carol@example.com' }))).name).toBe('AliasExistsException');
});

describe('a forgotten password', () => {
  const forgot = (Username: string) =>
    fixture.sdk.send(new ForgotPasswordCommand({ ClientId, Username }));
  const reset = (Username: string, ConfirmationCode: string | undefined) =>
    fixture.sdk.send(
      new ConfirmForgotPasswordCommand({
        ClientId,
        Username,
        ConfirmationCode,
        Password: 'battery staple',
      }),
    );

  test('is replaced by whoever has the mailed code', async () => {
    await fixture.createUser('dan@example.com');
    await forgot('dan@example.com');
    await reset('dan@example.com', lastCode());
    const { ChallengeName } = await fixture.signInWithSrp('dan@example.com', 'battery staple');
    expect(ChallengeName).toBe('CUSTOM_CHALLENGE');
  });

  test('is not replaced without a code, also if none was ever sent', async () => {
    await fixture.createUser('eve@example.com');
    expect((await refusal(reset('eve@example.com', undefined))).name).toBe(
      'InvalidParameterException',
    );
    expect((await refusal(reset('eve@example.com', '000000'))).name).toBe('ExpiredCodeException');
  });

  test('is answered alike for known and unknown users', async () => {
    await fixture.createUser('frank@example.com');
    const known = await forgot('frank@example.com');
    const unknown = await forgot('fiona@example.com');
    expect(unknown.CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
    expect(await refusal(reset('fiona@example.com', '000000'))).toEqual(
      await refusal(reset('frank@example.com', 'wrong')),
    );
  });
});
