import { request } from 'node:http';
import { currentStack } from '../support/current-stack';

const stack = currentStack();
const EVIL = 'https://evil.example';

/** The status that a service answers with. Plain HTTP, because fetch would not send another Host. */
const statusOf = (url: string, method: string, headers: Record<string, string>, body = '') =>
  new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      const { statusCode, headers: answered } = response.resume();
      resolve([statusCode, answered['access-control-allow-origin']]);
    });
    sent.on('error', reject).end(body);
  });

/** Every port of the stack: a page in the developer's browser must reach none of them. */
const services = Object.entries(stack.endpoints);

// Fails if the guard does not look at Host.
test.each(services)('a page that rebinds its own name reaches nothing: %s', async (_, url) => {
  const host = `evil.example:${new URL(url).port}`;
  expect(await statusOf(url, 'GET', { host })).toEqual([403, undefined]);
  expect(await statusOf(`${url}/store`, 'GET', { host })).toEqual([403, undefined]);
});

// Fails if the guard does not look at Origin.
test.each(services)('a page of another origin reads and changes nothing: %s', async (_, url) => {
  for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
    expect(await statusOf(url, method, { origin: EVIL })).toEqual([403, undefined]);
  }
});

// Fails if the guard lets through what browsers send without asking.
test('a form or a text post of a page invokes no function and sets no password', async () => {
  const [name = ''] = stack.functions;
  const invoke = `${stack.endpoints.lambda}/2015-03-31/functions/${name}/invocations`;
  const setPassword = JSON.stringify({
    UserPoolId: stack.userPoolId,
    Username: stack.demoUser.email,
    Password: 'Stolen-password-1',
    Permanent: true,
  });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const headers = { 'content-type': type };
    expect(await statusOf(invoke, 'POST', headers, '{}')).toEqual([403, undefined]);
    const target = 'AWSCognitoIdentityProviderService.AdminSetUserPassword';
    expect(
      await statusOf(
        stack.endpoints.cognito,
        'POST',
        { ...headers, 'x-amz-target': target },
        setPassword,
      ),
    ).toEqual([403, undefined]);
  }
});
