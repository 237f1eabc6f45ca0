import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  ChangePasswordCommand,
  CreateUserPoolClientCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  type ExplicitAuthFlowsType,
} from '@aws-sdk/client-cognito-identity-provider';
import { createSrpSession } from 'cognito-srp-helper';

import { PASSWORD, POOL, refusal, startFixture, type Fixture } from './fixture';

const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());
afterEach(() => {
  fixture.lambda.reset();
  fixture.clock.offset = 0;
});

const claims = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());

const sources = () => fixture.lambda.events.map(({ triggerSource }) => triggerSource.split('_')[0]);

describe('a sign-in with password and custom challenge', () => {
  test('shows each trigger just what Cognito shows it', async () => {
    const id = await fixture.createUser('whole@example.com');
    const first = await fixture.signInWithSrp('whole@example.com', PASSWORD);
    expect(first.ChallengeParameters).toEqual({ hint: 'mail', USERNAME: id });
    const second = await fixture.answer(first.Session, 'whole@example.com', '0', {
      metadata: { action: 'resend' },
    });
    const { AuthenticationResult } = await fixture.answer(second.Session, id, '123456');
    expect(claims(AuthenticationResult?.IdToken)).toMatchObject({ sub: id, aud: 'app' });

    expect(sources()).toEqual(
      'DefineAuthChallenge DefineAuthChallenge CreateAuthChallenge VerifyAuthChallengeResponse DefineAuthChallenge CreateAuthChallenge VerifyAuthChallengeResponse DefineAuthChallenge TokenGeneration'.split(
        ' ',
      ),
    );
    const [start, , , verify, , createAgain] = fixture.lambda.events;
    expect(start).toMatchObject({
      version: '1',
      region: 'us-east-1',
      userPoolId: POOL,
      userName: id,
      callerContext: { clientId: 'app' },
      request: {
        userAttributes: { sub: id, email_verified: 'true', 'cognito:user_status': 'CONFIRMED' },
        session: [{ challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null }],
        userNotFound: false,
      },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    });
    expect(start?.request).not.toHaveProperty('clientMetadata');
    expect(verify?.request).toMatchObject({
      privateChallengeParameters: { secret: 's' },
      challengeAnswer: '0',
      clientMetadata: { action: 'resend' },
    });
    expect(verify?.request).not.toHaveProperty('session');
    expect(createAgain?.request).not.toHaveProperty('privateChallengeParameters');
    expect(createAgain?.request.session?.map((r) => [r.challengeName, r.challengeResult])).toEqual([
      ['SRP_A', true],
      ['PASSWORD_VERIFIER', true],
      ['CUSTOM_CHALLENGE', false],
    ]);
    expect(createAgain?.request.session?.[2]?.challengeMetadata).toBe('metadata');
  });

  test('ends when Define fails it', async () => {
    await fixture.createUser('failed@example.com');
    fixture.lambda.triggers.Define = () => ({ response: { failAuthentication: true } });
    expect(await refusal(fixture.openChallenge('failed@example.com'))).toEqual(INCORRECT);
  });
});

describe('who exists, and in what state, shows to nobody without the password', () => {
  const startSrp = (username: string) =>
    fixture.initiate('CUSTOM_AUTH', {
      USERNAME: username,
      CHALLENGE_NAME: 'SRP_A',
      SRP_A: createSrpSession(username, 'x', POOL, false).largeA,
    });

  test('an unknown user gets the same salt and id each time, of the form of a real one', async () => {
    await fixture.createUser('known@example.com');
    const [known, unknown, again] = [
      (await startSrp('known@example.com')).ChallengeParameters ?? {},
      (await startSrp('unknown@example.com')).ChallengeParameters ?? {},
      (await startSrp('unknown@example.com')).ChallengeParameters ?? {},
    ];
    expect(again['SALT']).toBe(unknown['SALT']);
    expect(again['USER_ID_FOR_SRP']).toBe(unknown['USER_ID_FOR_SRP']);
    const shape = (parameters: Record<string, string>) =>
      Object.entries(parameters)
        .filter(([name]) => name !== 'SRP_B')
        .map(([name, value]) => [name, value.length, /^[0-9a-f]{8}-/.test(value)]);
    expect(shape(unknown)).toEqual(shape(known));
    expect(fixture.lambda.events.map(({ request }) => request['userNotFound'])).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('an unknown id comes back as it is, as a known one does', async () => {
    const id = '2f1c1d52-8f4e-4c8e-9d5a-0123456789ab';
    expect((await startSrp(id)).ChallengeParameters?.['USER_ID_FOR_SRP']).toBe(id);
  });

  test('a wrong password is answered alike for everyone', async () => {
    await fixture.createUser('disabled@example.com');
    await fixture.sdk.send(
      new AdminDisableUserCommand({ UserPoolId: POOL, Username: 'disabled@example.com' }),
    );
    await fixture.sdk.send(
      new SignUpCommand({ ClientId: 'app', Username: 'new@example.com', Password: PASSWORD }),
    );
    await fixture.createUser('normal@example.com');
    for (const name of ['disabled', 'new', 'normal', 'nobody']) {
      expect(await refusal(fixture.signInWithSrp(`${name}@example.com`, 'wrong'))).toEqual(
        INCORRECT,
      );
    }
    expect((await refusal(fixture.signInWithSrp('disabled@example.com', PASSWORD))).message).toBe(
      'User is disabled.',
    );
    expect((await refusal(fixture.signInWithSrp('new@example.com', PASSWORD))).name).toBe(
      'UserNotConfirmedException',
    );
  });

  test('a client that does not hide it says who is unknown', async () => {
    const call = fixture.signInWithSrp('nobody@example.com', 'x', { clientId: 'defaults' });
    expect((await refusal(call)).name).toBe('UserNotFoundException');
  });
});

test('five wrong passwords lock the user out for a second, then two', async () => {
  const { createUser, initiate, clock, sdk } = fixture;
  await createUser('locked@example.com');
  const { UserPoolClient } = await sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId: POOL,
      ClientName: 'password',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const signIn = (password: string) =>
    initiate(
      'USER_PASSWORD_AUTH',
      { USERNAME: 'locked@example.com', PASSWORD: password },
      UserPoolClient?.ClientId,
    );
  for (let i = 0; i < 5; i++) expect(await refusal(signIn('wrong'))).toEqual(INCORRECT);
  expect((await refusal(signIn(PASSWORD))).message).toBe('Password attempts exceeded');
  clock.offset += 1000;
  expect(await refusal(signIn('wrong'))).toEqual(INCORRECT);
  clock.offset += 1000;
  expect((await refusal(signIn(PASSWORD))).message).toBe('Password attempts exceeded');
  clock.offset += 1000;
  expect((await signIn(PASSWORD)).AuthenticationResult).toBeDefined();
});

describe('the flows of an app client', () => {
  const clientWith = async (flows: ExplicitAuthFlowsType[]) =>
    (
      await fixture.sdk.send(
        new CreateUserPoolClientCommand({
          UserPoolId: POOL,
          ClientName: 'made at run time',
          ExplicitAuthFlows: flows,
        }),
      )
    ).UserPoolClient?.ClientId ?? '';

  test('that it does not allow are refused in words of Cognito', async () => {
    const withPassword = { USERNAME: 'flows@example.com', PASSWORD };
    await fixture.createUser('flows@example.com');
    const choice = await clientWith(['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
    for (const clientId of ['app', 'defaults', choice]) {
      expect(await refusal(fixture.initiate('USER_PASSWORD_AUTH', withPassword, clientId))).toEqual(
        {
          name: 'InvalidParameterException',
          message: 'USER_PASSWORD_AUTH flow not enabled for this client',
        },
      );
      const admin = new AdminInitiateAuthCommand({
        UserPoolId: POOL,
        ClientId: clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: withPassword,
      });
      expect(await refusal(fixture.sdk.send(admin))).toEqual({
        name: 'InvalidParameterException',
        message: 'Auth flow not enabled for this client',
      });
    }
    const srp = fixture.signInWithSrp('flows@example.com', PASSWORD, { flow: 'USER_SRP_AUTH' });
    expect((await refusal(srp)).message).toBe('USER_SRP_AUTH is not enabled for the client.');
  });

  test('let SRP in by default, and a password in through USER_AUTH', async () => {
    await fixture.createUser('default@example.com');
    const srp = await fixture.signInWithSrp('default@example.com', PASSWORD, {
      clientId: 'defaults',
      flow: 'USER_SRP_AUTH',
    });
    expect(srp.AuthenticationResult).toBeDefined();
    const choice = await clientWith(['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
    const chosen = { USERNAME: 'default@example.com', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
    expect(
      (await fixture.initiate('USER_AUTH', chosen, choice)).AuthenticationResult,
    ).toBeDefined();
    expect(sources()).toEqual(['TokenGeneration', 'TokenGeneration']);
  });

  test('an admin flow does not exist for users', async () => {
    const call = fixture.initiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'x', PASSWORD });
    expect((await refusal(call)).message).toBe('Initiate Auth method not supported.');
  });
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
    expect(sources()).toEqual(['DefineAuthChallenge', 'TokenGeneration']);
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
