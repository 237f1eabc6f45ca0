import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  CreateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { AccountClient, invokeApi, signInWithCode, type Tokens } from '../support/account-client';
import { currentStack } from '../support/current-stack';
import { codeMail } from '../support/codes';
import { codeIn, mailsTo } from '../support/inbox';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { createUser, signOutUser, type TestUser } from '../support/users';

const stack = currentStack();
const cognito = cognitoClient(stack);
const table = new TableAccess(stack);
const ID = 'a'.repeat(43);
const SIGN_IN_AGAIN = { status: 401, body: { error: 'SIGN_IN_AGAIN' } };
/** API Gateway's own refusal: the function never runs. */
const UNAUTHORIZED = { status: 401, body: { message: 'Unauthorized' } };

async function signedIn(): Promise<{ user: TestUser; tokens: Tokens }> {
  const user = await createUser(stack);
  return { user, tokens: await signInWithCode(stack, user) };
}

const call = (tokens: Partial<Tokens>) => new AccountClient(stack, tokens);

const partsOf = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString())) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A token with changes, signed by whatever the attacker has. */
function forged(
  token: string,
  header: object,
  claims: object,
  sign: (text: string) => string,
): string {
  const [realHeader, realClaims] = partsOf(token);
  const text = `${encoded({ ...realHeader, ...header })}.${encoded({ ...realClaims, ...claims })}`;
  return `${text}.${sign(text)}`;
}

// Fails if the API takes tokens of any app client of the pool.
test('tokens of another app client: refused', async () => {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: stack.userPoolId,
      ClientName: 'partner',
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const user = await createUser(stack);
  const partner = new SrpClient(stack, UserPoolClient?.ClientId);
  const tokens = await signInWithCode(stack, user, partner);
  expect(partsOf(tokens.idToken)[1].email_mfa).toBe('true');
  expect(await call(tokens).get()).toMatchObject(UNAUTHORIZED);
});

// Fails if a signature is not checked against the keys of this pool.
test('forged tokens (another pool, alg none, HS256 with the public key, changed claims): refused', async () => {
  const { tokens } = await signedIn();
  const { idToken, accessToken } = tokens;
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rs256 = (text: string) =>
    createSign('RSA-SHA256').update(text).sign(own.privateKey, 'base64url');
  const url = `${stack.endpoints.cognito}/${stack.userPoolId}/.well-known/jwks.json`;
  const { keys } = (await (await fetch(url)).json()) as { keys: object[] };
  const pem = createPublicKey({ key: keys[0] as Record<string, string>, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
  const hs256 = (text: string) => createHmac('sha256', pem).update(text).digest('base64url');
  const otherPool = { iss: `${stack.endpoints.cognito}/us-east-1_Other` };
  const attempts = [
    forged(idToken, {}, otherPool, rs256),
    forged(idToken, {}, {}, rs256),
    forged(idToken, { alg: 'none' }, {}, () => ''),
    forged(idToken, { alg: 'HS256' }, {}, hs256),
    forged(idToken, {}, { exp: 4_102_444_800 }, () => idToken.split('.')[2] ?? ''),
    '',
    'x',
  ];
  for (const attempt of attempts) {
    expect(await call({ idToken: attempt, accessToken }).get()).toMatchObject(UNAUTHORIZED);
  }
  expect(await call({ accessToken }).get()).toMatchObject(UNAUTHORIZED);
});

// Fails if an access token does for an ID token: on the Lite plan it says nothing of the code.
test('an access token in place of the ID token, or none beside it: refused', async () => {
  const { tokens } = await signedIn();
  const { idToken, accessToken } = tokens;
  expect(await call({ idToken: accessToken, accessToken }).get()).toMatchObject(SIGN_IN_AGAIN);
  expect(await call({ idToken }).get()).toMatchObject(SIGN_IN_AGAIN);
  expect(await call({ idToken, accessToken: idToken }).get()).toMatchObject(SIGN_IN_AGAIN);
  expect(await call({ idToken, accessToken: 'x' }).get()).toMatchObject(SIGN_IN_AGAIN);
});

// Fails if the two tokens may come from different sign-ins.
test('a stolen ID token with tokens of the thief, or of an older sign-in: refused', async () => {
  const [victim, thief] = [await signedIn(), await signedIn()];
  const { idToken } = victim.tokens;
  expect(await call({ ...thief.tokens, idToken }).get()).toMatchObject(SIGN_IN_AGAIN);
  await table.coolDown(victim.user.sub);
  const client = new SrpClient(stack);
  const [first] = await mailsTo(stack, victim.user.email);
  const challenge = await client.password(victim.user);
  const mail = await codeMail(stack, victim.user.email, first);
  const { AuthenticationResult } = await client.answer(challenge, codeIn(mail));
  const accessToken = AuthenticationResult?.AccessToken ?? '';
  expect(await call({ idToken, accessToken }).get()).toMatchObject(SIGN_IN_AGAIN);
  const both = { idToken: AuthenticationResult?.IdToken ?? '', accessToken };
  expect((await call(both).get()).status).toBe(200);
});

// Fails if the signature alone decides: the tokens are valid for an hour.
test('a user who was signed out, disabled or deleted: refused at once', async () => {
  const [out, off, gone] = [await signedIn(), await signedIn(), await signedIn()];
  await signOutUser(stack, out.user.email);
  const request = (user: TestUser) => ({ UserPoolId: stack.userPoolId, Username: user.email });
  await cognito.send(new AdminDisableUserCommand(request(off.user)));
  await cognito.send(new AdminDeleteUserCommand(request(gone.user)));
  for (const { tokens, user } of [out, off, gone]) {
    await table.rememberBrowsers(user.sub, [aBrowser()]);
    expect(await call(tokens).get()).toMatchObject(SIGN_IN_AGAIN);
    expect(await call(tokens).forgetAll()).toMatchObject(SIGN_IN_AGAIN);
    expect(await table.browsers(user.sub)).toMatchObject({ browsers: { M: { [ID]: {} } } });
  }
});

// Fails if the function trusts API Gateway alone.
test('claims without the second factor: refused by the function itself', async () => {
  const { tokens } = await signedIn();
  const claims = Object.entries(partsOf(tokens.idToken)[1]);
  const event = (with_: object) => ({
    routeKey: 'GET /account',
    headers: { 'x-access-token': tokens.accessToken },
    requestContext: { http: { method: 'GET' }, authorizer: { jwt: { claims: with_ } } },
  });
  const text = Object.fromEntries(
    claims.filter(([name]) => name !== 'email_mfa').map(([name, value]) => [name, String(value)]),
  );
  expect((await invokeApi(stack, event(text))).statusCode).toBe(403);
  expect((await invokeApi(stack, event({ ...text, email_mfa: 'false' }))).statusCode).toBe(403);
  expect((await invokeApi(stack, event({ ...text, email_mfa: 'true' }))).statusCode).toBe(200);
  expect((await invokeApi(stack, event({}))).statusCode).toBe(401);
});

const aBrowser = () => ({ id: ID, lastUsedAt: Date.now(), expiresAt: Date.now() + 60_000 });

// Fails if an id is looked for among all users.
test("another user's browser: unknown, and still remembered", async () => {
  const [owner, thief] = [await signedIn(), await signedIn()];
  await table.rememberBrowsers(owner.user.sub, [aBrowser()]);
  expect(await call(thief.tokens).forget(ID)).toMatchObject({ status: 404 });
  expect((await call(thief.tokens).forgetAll()).status).toBe(204);
  expect((await call(owner.tokens).get()).body).toMatchObject({ browsers: [{ id: ID }] });
});
