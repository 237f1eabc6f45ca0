import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  GetUserCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { JwtRsaVerifier } from 'aws-jwt-verify';

import { PASSWORD, POOL, refusal, startFixture, USER_POOL, type Fixture } from './fixture';

let fixture: Fixture;
afterEach(() => fixture.close());

const signIn = async (username: string) => {
  const Session = await fixture.openChallenge(username);
  return (await fixture.answer(Session, username, '123456')).AuthenticationResult ?? {};
};
const getUser = (AccessToken: string | undefined) =>
  fixture.sdk.send(new GetUserCommand({ AccessToken }));
const refresh = (token = '') => fixture.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: token });

test('disabling a user ends all sessions, for good', async () => {
  fixture = await startFixture();
  const Username = await fixture.createUser('ann@example.com');
  const { AccessToken, RefreshToken } = await signIn('ann@example.com');
  await fixture.sdk.send(new AdminDisableUserCommand({ UserPoolId: POOL, Username }));
  await fixture.sdk.send(new AdminEnableUserCommand({ UserPoolId: POOL, Username }));
  expect((await refusal(getUser(AccessToken))).name).toBe('NotAuthorizedException');
  expect((await refusal(refresh(RefreshToken))).name).toBe('NotAuthorizedException');
});

test('a user who is created again under the same name inherits no session', async () => {
  fixture = await startFixture({ userPool: { ...USER_POOL, UsernameAttributes: [] } });
  const Username = 'ann';
  await fixture.createUser(Username);
  const { AccessToken, RefreshToken } = await signIn(Username);
  await fixture.sdk.send(new AdminDeleteUserCommand({ UserPoolId: POOL, Username }));
  await fixture.createUser(Username);
  expect((await refusal(getUser(AccessToken))).name).toBe('NotAuthorizedException');
  expect((await refusal(refresh(RefreshToken))).name).toBe('NotAuthorizedException');
});

test('parallel sign-ups of one address make one user', async () => {
  fixture = await startFixture();
  const signUps = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      fixture.sdk.send(
        new SignUpCommand({ ClientId: 'app', Username: 'bob@example.com', Password: PASSWORD }),
      ),
    ),
  );
  expect(signUps.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(fixture.mails).toHaveLength(1);
});

test('the code of a changed address goes to the new one, and survives other changes', async () => {
  fixture = await startFixture({
    userPool: {
      ...USER_POOL,
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    },
  });
  await fixture.createUser('cy@example.com');
  const { AccessToken } = await signIn('cy@example.com');
  const update = (Name: string, Value: string) =>
    fixture.sdk.send(
      new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }),
    );
  const email = async () =>
    (await getUser(AccessToken)).UserAttributes?.find(({ Name }) => Name === 'email')?.Value;
  await update('email', 'new@example.com');
  expect(fixture.mails.at(-1)?.to).toBe('new@example.com');
  expect(await email()).toBe('cy@example.com');
  await update('name', 'Cy');
  const Code = /\d{6}/.exec(fixture.mails.at(-1)?.text ?? '')?.[0];
  await fixture.sdk.send(
    new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }),
  );
  expect(await email()).toBe('new@example.com');
});

test('an API finds the keys by the documents of the pool, one key for each kind of token', async () => {
  fixture = await startFixture();
  const issuer = `${fixture.endpoint}/${POOL}`;
  const documents = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri, issuer: named } = (await documents.json()) as Record<string, string>;
  expect(named).toBe(issuer);
  const jwks = (await (await fetch(String(jwks_uri))).json()) as { keys: { kid: string }[] };
  expect(new Set(jwks.keys.map(({ kid }) => kid)).size).toBe(2);
  await fixture.createUser('dan@example.com');
  const { AccessToken = '', IdToken = '' } = await signIn('dan@example.com');
  const verifier = JwtRsaVerifier.create({ issuer, audience: null, jwksUri: String(jwks_uri) });
  verifier.cacheJwks(jwks as unknown as Parameters<typeof verifier.cacheJwks>[0]);
  for (const token of [AccessToken, IdToken]) expect(verifier.verifySync(token)).toBeDefined();
  const kidIn = (token: string) =>
    (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string })
      .kid;
  expect(kidIn(AccessToken)).not.toBe(kidIn(IdToken));
});
