import {
  AdminDisableUserCommand,
  CreateUserPoolClientCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createSrpSession } from 'cognito-srp-helper';

import { claims, PASSWORD, POOL, refusal, startFixture, type Fixture } from './fixture';

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

    expect(fixture.triggersRun()).toEqual(
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
    // Salts are numbers, written without leading zeros, so their lengths differ by chance.
    // Numbers are written without leading zeros, so their lengths differ by chance.
    const shape = (parameters: Record<string, string>) =>
      Object.entries(parameters).map(([name, value]) => [
        name,
        ['SALT', 'SRP_B'].includes(name) ? /^[0-9a-f]+$/.test(value) : value.length,
        /^[0-9a-f]{8}-/.test(value),
      ]);
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
