import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientOptions } from '../../infra/cli/stack-file';
import { AccountClient, invokeApi, signInWithCode, type Tokens } from '../support/account-client';
import { inject } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { codeIn, everyMail, waitForMail } from '../support/inbox';
import { TableAccess } from '../support/table';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
const table = new TableAccess(stack);
const ID = 'a'.repeat(43);

async function signedIn(): Promise<{ user: TestUser; tokens: Tokens }> {
  const user = await createUser(stack);
  return { user, tokens: await signInWithCode(stack, user) };
}

const call = (tokens: Tokens) => new AccountClient(stack, tokens);

// Fails if a path, an id or a body reaches the table as it is.
test('tricks with paths and ids: nothing found, nothing forgotten', async () => {
  const { user, tokens } = await signedIn();
  await table.rememberBrowsers(user.sub, [
    { id: ID, lastUsedAt: Date.now(), expiresAt: Date.now() + 60_000 },
  ]);
  const api = call(tokens);
  const ids = ['..%2f..%2faccount', '%2e%2e', '%00', '%ff', `${ID}%20`, `%23id`, 'x'.repeat(5000)];
  for (const id of ids) {
    expect((await api.send('DELETE', `/account/browsers/${id}`)).status).toBe(404);
  }
  const paths = ['/', '/ACCOUNT', '/account/', '//account', `/account/browsers/${ID}/x`];
  for (const path of [...paths, '/account/browsers/']) {
    expect((await api.send('DELETE', path)).status).toBe(404);
  }
  expect((await api.send('PUT', '/account')).status).toBe(404);
  expect((await api.get()).body).toMatchObject({ browsers: [{ id: ID }] });
});

// Fails if a body is taken loosely, or read however large it is.
test('bodies that are too large or are no plain request: refused', async () => {
  const { tokens } = await signedIn();
  const api = call(tokens);
  const post = (body: string, headers = {}) =>
    api.call('POST', '/account/email', { body, headers });
  const large = await post(JSON.stringify({ email: 'a'.repeat(3000) }));
  expect(large).toMatchObject({ status: 413, body: { error: 'BODY_TOO_LARGE' } });
  const wrong = ['', 'null', '[]', '"a@example.com"', '{"email":["a@example.com"]}', '{"email":1'];
  const more = ['{"email":"a@example.com","sub":"x"}', '{"__proto__":{"email":"a@example.com"}}'];
  for (const body of [...wrong, ...more]) {
    expect(await post(body)).toMatchObject({ status: 400, body: { error: 'REQUEST_INVALID' } });
  }
  const plain = { 'content-type': 'application/xml' };
  expect((await post('{"email":"a@example.com"}', plain)).status).toBe(400);
});

// Fails if an address is passed on without being read.
test('header injection by the new address: refused, and nobody gets a mail', async () => {
  const { tokens } = await signedIn();
  const addresses = [
    'a@example.com\r\nBcc: victim-of-injection@example.com',
    'a@example.com,victim-of-injection@example.com',
    '"victim-of-injection@example.com"@example.com',
    'Victim <victim-of-injection@example.com>',
    '=?utf-8?q?victim-of-injection?=@example.com',
    'a\u202e@example.com',
    'ä@example.com',
  ];
  for (const address of addresses) {
    const answer = await call(tokens).askFor(address);
    expect(answer).toMatchObject({ status: 400, body: { error: 'ADDRESS_INVALID' } });
  }
  expect(JSON.stringify(await everyMail(stack))).not.toContain('victim-of-injection');
});

// Fails if any page may read answers.
test('a page of another origin: may neither send nor read', async () => {
  const { tokens } = await signedIn();
  const origin = 'https://evil.example';
  expect((await call(tokens).send('GET', '/account', { headers: { origin } })).status).toBe(403);
  const preflight = (from: string) =>
    invokeApi(stack, {
      routeKey: 'OPTIONS /account',
      headers: { origin: from },
      requestContext: { http: { method: 'OPTIONS' } },
    });
  const page = await allowedOrigin();
  expect(page).toMatch(/^https:\/\/main\.\w+\.amplifyapp\.com$/);
  expect((await preflight(page)).headers['access-control-allow-origin']).toBe(page);
  for (const from of [origin, 'null', `${page}.evil.example`, page.replace('https', 'http'), '*']) {
    expect((await preflight(from)).headers['access-control-allow-origin']).toBeUndefined();
  }
});

// Fails if a token, a code or an address is written to the log.
test('the log has neither tokens nor codes nor addresses', async () => {
  const { user, tokens } = await signedIn();
  const changed = `new-${randomUUID()}@example.com`;
  const api = call(tokens);
  await api.askFor(changed);
  const code = codeIn(await waitForMail(stack, changed));
  await api.confirm('not a code');
  const mend = await inject(stack, { fault: 'error', service: 'dynamodb', contains: user.sub });
  expect((await api.confirm(code)).status).toBe(503);
  await mend();
  expect((await api.confirm(code)).status).toBe(204);
  const log = readFileSync(join(stack.logsDir, 'AccountApi.log'), 'utf8');
  expect(log).toContain(user.sub);
  const [, idPart = ''] = tokens.idToken.split('.');
  const [, accessPart = ''] = tokens.accessToken.split('.');
  for (const secret of [idPart, accessPart, changed, user.email, `"${code}"`]) {
    expect(log).not.toContain(secret);
  }
});

/** As deployed: the origin of the hosted page. */
async function allowedOrigin(): Promise<string> {
  const lambda = new LambdaClient(clientOptions(stack, 'lambda'));
  const found = await lambda.send(new GetFunctionCommand({ FunctionName: 'AccountApi' }));
  return found.Configuration?.Environment?.Variables?.ALLOWED_ORIGINS ?? '';
}
