import { createServer } from 'node:http';
import { findRoute } from '../../../infra/local/aws/http-api/routes';
import { InvalidTokenError, jwtAuthorizer } from '../../../infra/local/aws/http-api/jwt-authorizer';
import { throttle } from '../../../infra/local/aws/http-api/throttle';
import { endpointOf, type Endpoint } from '../../../infra/local/aws/listen';
import { jwksOf, makeSigningKeys, signToken } from '../../../infra/local/aws/cognito/signing-keys';

describe('routes', () => {
  const routes = ['GET /pets', 'GET /pets/{id}', 'GET /pets/all', 'OPTIONS /{proxy+}'].map(
    (routeKey) => ({ routeKey }),
  );
  const find = (method: string, path: string) => {
    const match = findRoute(routes, method, path);
    return match && [match.route.routeKey, match.pathParameters];
  };

  test('the most specific one counts, and its variables are decoded', () => {
    expect(find('GET', '/pets')).toEqual(['GET /pets', {}]);
    expect(find('GET', '/pets/all')).toEqual(['GET /pets/all', {}]);
    expect(find('GET', '/pets/a%2Fb')).toEqual(['GET /pets/{id}', { id: 'a/b' }]);
    expect(find('OPTIONS', '/pets/x/y')).toEqual(['OPTIONS /{proxy+}', { proxy: 'pets/x/y' }]);
  });

  test('other methods, paths and broken encodings have none', () => {
    for (const [method, path] of [
      ['POST', '/pets'],
      ['GET', '/pets/'],
      ['GET', '/pets/a/b'],
      ['GET', '/PETS'],
      ['GET', '/pets/%ff'],
    ] as const) {
      expect(find(method, path)).toBeUndefined();
    }
  });
});

test('a stage lets a burst through, and then as many as its rate', () => {
  let time = 0;
  const mayPass = throttle(2, 3, () => time);
  const passed = (count: number) => Array.from({ length: count }, mayPass).filter(Boolean).length;
  expect(passed(10)).toBe(3);
  time = 1000;
  expect(passed(10)).toBe(2);
  time = 100_000;
  expect(passed(10)).toBe(3);
});

describe('JWT authorizer', () => {
  const now = Math.floor(Date.now() / 1000);
  let cognito: Endpoint;
  let keys: Awaited<ReturnType<typeof makeSigningKeys>>;
  beforeAll(async () => {
    keys = await makeSigningKeys();
    const server = createServer((_, response) => response.end(JSON.stringify(jwksOf(keys))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cognito = endpointOf(server);
  });
  afterAll(() => cognito.close());

  const token = (claims: object = {}) =>
    signToken(
      { iss: `${cognito.endpoint}/pool`, aud: 'client', iat: now, exp: now + 60, ...claims },
      keys.id,
    );
  const Issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/pool';
  const authorize = (text: string) =>
    jwtAuthorizer({ Issuer, Audience: ['client'] }, () => cognito.endpoint)(text);

  test('hands over the claims as text', async () => {
    const claims = await authorize(`Bearer ${token({ groups: ['a', 'b'], on: true })}`);
    expect(claims).toMatchObject({
      aud: 'client',
      exp: `${now + 60}`,
      groups: '[a b]',
      on: 'true',
    });
    expect(await authorize(token())).toMatchObject({ aud: 'client' });
  });

  test('takes client_id where there is no aud', async () => {
    const access = { aud: undefined, client_id: 'client' };
    expect(await authorize(token(access))).toMatchObject({ client_id: 'client' });
    await expect(authorize(token({ aud: 'other', client_id: 'client' }))).rejects.toThrow(
      'valid audience',
    );
  });

  test.each([
    ['expired', { exp: now - 1 }],
    ['not valid yet', { nbf: now + 60 }],
    ['of another issuer', { iss: 'https://evil.example/pool' }],
    ['for another audience', { aud: 'other' }],
  ])('refuses a token that is %s', async (_, claims) => {
    await expect(authorize(token(claims))).rejects.toThrow(InvalidTokenError);
  });

  test('refuses what is no token', async () => {
    for (const text of ['', 'Bearer', 'x.y.z', token().slice(0, -5)]) {
      await expect(authorize(text)).rejects.toThrow(InvalidTokenError);
    }
  });
});
