import {
  AdminInitiateAuthCommand,
  CreateUserPoolClientCommand,
  type ExplicitAuthFlowsType,
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
    expect(fixture.triggersRun()).toEqual(['TokenGeneration', 'TokenGeneration']);
  });

  test('an admin flow does not exist for users', async () => {
    const call = fixture.initiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'x', PASSWORD });
    expect((await refusal(call)).message).toBe('Initiate Auth method not supported.');
  });
});
