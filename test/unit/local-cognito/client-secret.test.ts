import {
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createSecretHash } from 'cognito-srp-helper';

import { claims, PASSWORD, POOL, refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
let ClientId = '';
let ClientSecret = '';
beforeAll(async () => {
  fixture = await startFixture();
  const { UserPoolClient = {} } = await fixture.sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId: POOL,
      ClientName: 'with secret',
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  ({ ClientId = '', ClientSecret = '' } = UserPoolClient);
});
afterAll(() => fixture.close());

const hashOf = (username: string, secret = ClientSecret) =>
  createSecretHash(username, ClientId, secret);
const Username = 'Ann@example.com';
const lastCode = () => /\d{6}/.exec(fixture.mails.at(-1)?.text ?? '')?.[0];

/** The operations that take the hash of the username as the client wrote it. */
const operations: Record<string, (SecretHash: string | undefined) => Promise<unknown>> = {
  SignUp: (SecretHash) =>
    fixture.sdk.send(new SignUpCommand({ ClientId, SecretHash, Username, Password: PASSWORD })),
  ResendConfirmationCode: (SecretHash) =>
    fixture.sdk.send(new ResendConfirmationCodeCommand({ ClientId, SecretHash, Username })),
  ConfirmSignUp: (SecretHash) =>
    fixture.sdk.send(
      new ConfirmSignUpCommand({ ClientId, SecretHash, Username, ConfirmationCode: lastCode() }),
    ),
  ForgotPassword: (SecretHash) =>
    fixture.sdk.send(new ForgotPasswordCommand({ ClientId, SecretHash, Username })),
  ConfirmForgotPassword: (SecretHash) =>
    fixture.sdk.send(
      new ConfirmForgotPasswordCommand({
        ClientId,
        SecretHash,
        Username,
        Password: PASSWORD,
        ConfirmationCode: lastCode(),
      }),
    ),
  InitiateAuth: (SecretHash) =>
    fixture.sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: {
          USERNAME: Username,
          PASSWORD,
          ...(SecretHash && { SECRET_HASH: SecretHash }),
        },
      }),
    ),
};

test.each(Object.keys(operations))('%s needs the hash of the secret', async (name) => {
  const call = operations[name] as (hash?: string) => Promise<unknown>;
  expect(await refusal(call())).toEqual({
    name: 'NotAuthorizedException',
    message: `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
  });
  expect(await refusal(call(hashOf(Username, 'another secret')))).toEqual({
    name: 'NotAuthorizedException',
    message: `Unable to verify secret hash for client ${ClientId}`,
  });
  await call(hashOf(Username));
});

test('refreshing takes the hash of the username behind the token, or the secret', async () => {
  const { AuthenticationResult = {} } = (await operations['InitiateAuth']?.(hashOf(Username))) as {
    AuthenticationResult?: { RefreshToken?: string; IdToken?: string };
  };
  const { RefreshToken = '', IdToken } = AuthenticationResult;
  const refresh = (hash: string) =>
    fixture.initiate(
      'REFRESH_TOKEN_AUTH',
      { REFRESH_TOKEN: RefreshToken, SECRET_HASH: hash },
      ClientId,
    );
  expect((await refusal(refresh(hashOf(Username)))).name).toBe('NotAuthorizedException');
  await refresh(hashOf(String(claims(IdToken)['cognito:username'])));

  const exchange = (secret?: string) =>
    fixture.sdk.send(
      new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken, ClientSecret: secret }),
    );
  expect((await refusal(exchange('wrong'))).name).toBe('NotAuthorizedException');
  await exchange(ClientSecret);
  const revoke = (secret?: string) =>
    fixture.sdk.send(
      new RevokeTokenCommand({ ClientId, Token: RefreshToken, ClientSecret: secret }),
    );
  expect((await refusal(revoke())).name).toBe('NotAuthorizedException');
  await exchange(ClientSecret);
  await revoke(ClientSecret);
  expect((await refusal(exchange(ClientSecret))).name).toBe('NotAuthorizedException');
});

test('a null in a map counts as missing, as amazon-cognito-identity-js sends it', async () => {
  await fixture.createUser('bob@example.com');
  const Session = await fixture.openChallenge('bob@example.com');
  const done = await fixture.answer(Session, 'bob@example.com', '123456');
  const response = await fetch(fixture.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      ClientId: 'app',
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: {
        REFRESH_TOKEN: done.AuthenticationResult?.RefreshToken,
        DEVICE_KEY: null,
      },
    }),
  });
  expect(response.status).toBe(200);
});
