import { claims, refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({
    userPool: {
      UsernameAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
      LambdaConfig: {
        DefineAuthChallenge: 'Define',
        PreTokenGenerationConfig: { LambdaArn: 'PreToken', LambdaVersion: 'V2_0' },
      },
    },
  });
  await fixture.createUser('ann@example.com');
  fixture.lambda.triggers.Define = () => ({ response: { issueTokens: true } });
});
afterAll(() => fixture.close());

const signIn = () => fixture.initiate('CUSTOM_AUTH', { USERNAME: 'ann@example.com' });

test('the second event version adds claims to both tokens, but not over those of Cognito', async () => {
  const claimsToAddOrOverride = { mfa: 'email', sub: 'mallory', iss: 'mallory' };
  fixture.lambda.triggers.PreToken = () => ({
    response: {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride },
        accessTokenGeneration: { claimsToAddOrOverride },
      },
    },
  });
  const { AuthenticationResult } = await signIn();
  for (const token of [AuthenticationResult?.IdToken, AuthenticationResult?.AccessToken]) {
    expect(claims(token)).toMatchObject({ mfa: 'email', iss: expect.stringContaining('http') });
    expect(claims(token)['sub']).not.toBe('mallory');
  }
  expect(fixture.lambda.events.at(-1)).toMatchObject({
    version: '2',
    triggerSource: 'TokenGeneration_Authentication',
    request: { scopes: ['aws.cognito.signin.user.admin'] },
  });
});

test('no tokens come out when the trigger throws', async () => {
  fixture.lambda.triggers.PreToken = () => ({ throws: 'no' });
  expect((await refusal(signIn())).name).toBe('UserLambdaValidationException');
});
