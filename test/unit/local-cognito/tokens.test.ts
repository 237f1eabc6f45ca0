import {
  ChangePasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';

import { claims, PASSWORD, POOL, refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());
afterEach(() => {
  fixture.lambda.reset();
  fixture.clock.offset = 0;
});

describe('tokens', () => {
  const signIn = async (email: string) => {
    await fixture.createUser(email);
    const Session = await fixture.openChallenge(email);
    return (await fixture.answer(Session, email, '123456')).AuthenticationResult ?? {};
  };
  const refresh = (token = '') => fixture.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: token });

  test('carry added claims, but not over those of Cognito', async () => {
    fixture.lambda.triggers.PreToken = () => ({
      response: {
        claimsOverrideDetails: {
          claimsToAddOrOverride: {
            mfa: 'email',
            sub: 'x',
            'cognito:username': 'x',
            token_use: 'x',
          },
        },
      },
    });
    const { IdToken, AccessToken } = await signIn('claims@example.com');
    const id = claims(IdToken);
    expect(id).toMatchObject({ mfa: 'email', token_use: 'id', iss: `${fixture.endpoint}/${POOL}` });
    expect(id['cognito:username']).toBe(id['sub']);
    expect(claims(AccessToken)).not.toHaveProperty('mfa');
  });

  test('are refreshed only past PreTokenGeneration', async () => {
    const { RefreshToken } = await signIn('refresh@example.com');
    await refresh(RefreshToken);
    expect(fixture.lambda.events.at(-1)?.triggerSource).toBe('TokenGeneration_RefreshTokens');
    fixture.lambda.triggers.PreToken = () => ({ throws: 'locked' });
    expect((await refusal(refresh(RefreshToken))).name).toBe('UserLambdaValidationException');
  });

  test('are dead after sign-out everywhere, and after being revoked', async () => {
    const { AccessToken, RefreshToken } = await signIn('out@example.com');
    await fixture.sdk.send(new GetUserCommand({ AccessToken }));
    await fixture.sdk.send(new GlobalSignOutCommand({ AccessToken }));
    expect((await refusal(refresh(RefreshToken))).name).toBe('NotAuthorizedException');
    expect((await refusal(fixture.sdk.send(new GetUserCommand({ AccessToken })))).message).toBe(
      'Access Token has been revoked',
    );
    const other = await signIn('revoked@example.com');
    await fixture.sdk.send(new RevokeTokenCommand({ ClientId: 'app', Token: other.RefreshToken }));
    expect((await refusal(refresh(other.RefreshToken))).name).toBe('NotAuthorizedException');
  });

  test('forged by hand open nothing', async () => {
    const { AccessToken = '' } = await signIn('forged@example.com');
    const [header, , signature] = AccessToken.split('.');
    const body = Buffer.from(JSON.stringify({ ...claims(AccessToken), username: 'x' }));
    const change = new ChangePasswordCommand({
      AccessToken: [header, body.toString('base64url'), signature].join('.'),
      PreviousPassword: PASSWORD,
      ProposedPassword: 'mallory was here',
    });
    expect((await refusal(fixture.sdk.send(change))).name).toBe('NotAuthorizedException');
  });
});
