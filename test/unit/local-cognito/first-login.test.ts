import {
  AdminGetUserCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';

import { PASSWORD, POOL, refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());
afterEach(() => {
  fixture.lambda.reset();
  fixture.clock.offset = 0;
});

describe('the first login of a user whom an admin created', () => {
  const firstLogin = async (email: string) => {
    await fixture.createUser(email, { temporary: true });
    const { ChallengeName, Session } = await fixture.signInWithSrp(email, PASSWORD);
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    return (newPassword: string, more: Record<string, string> = {}) =>
      fixture.sdk.send(
        new RespondToAuthChallengeCommand({
          ClientId: 'app',
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session,
          ChallengeResponses: { USERNAME: email, NEW_PASSWORD: newPassword, ...more },
        }),
      );
  };

  test('goes from the new password to tokens past the custom challenge', async () => {
    const choose = await firstLogin('first@example.com');
    expect((await choose('battery staple')).AuthenticationResult).toBeDefined();
    expect(fixture.triggersRun()).toEqual(['DefineAuthChallenge', 'TokenGeneration']);
    expect(fixture.lambda.events[1]?.triggerSource).toBe('TokenGeneration_NewPasswordChallenge');
  });

  test('leaves the new password set when PreTokenGeneration refuses', async () => {
    const choose = await firstLogin('guarded@example.com');
    fixture.lambda.triggers.PreToken = () => ({ throws: 'no second factor' });
    expect(await refusal(choose('battery staple'))).toEqual({
      name: 'UserLambdaValidationException',
      message: 'PreTokenGeneration failed with error no second factor.',
    });
    const { UserStatus } = await fixture.sdk.send(
      new AdminGetUserCommand({ UserPoolId: POOL, Username: 'guarded@example.com' }),
    );
    expect(UserStatus).toBe('CONFIRMED');
    const next = await fixture.signInWithSrp('guarded@example.com', 'battery staple');
    expect(next.ChallengeName).toBe('CUSTOM_CHALLENGE');
  });

  test('does not let a new address be slipped in with the password', async () => {
    const choose = await firstLogin('address@example.com');
    const call = choose('battery staple', { 'userAttributes.email': 'mallory@example.com' });
    expect((await refusal(call)).name).toBe('NotAuthorizedException');
  });
});
