import { request, type IncomingHttpHeaders } from 'node:http';
import { listen, type Endpoint } from '../../../infra/local/aws/listen';

const ORIGIN = 'http://127.0.0.1:3600';
let service: Endpoint;
let reached = 0;
beforeAll(async () => {
  service = await listen(
    (_, response) => {
      reached += 1;
      response.end('{}');
    },
    0,
    new Set([ORIGIN]),
  );
});
beforeEach(() => (reached = 0));
afterAll(() => service.close());

/** Plain HTTP: fetch would not send another Host. */
const send = (headers: Record<string, string>, method = 'POST') =>
  new Promise<{ status?: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const sent = request(service.endpoint, { method, headers }, (response) => {
      response
        .resume()
        .on('end', () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    sent.on('error', reject).end();
  });
const port = () => new URL(service.endpoint).port;

test.each(['127.0.0.1', 'localhost', '[::1]'])('answers to the host name %s', async (name) => {
  expect((await send({ host: `${name}:${port()}` })).status).toBe(200);
});

test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.7', ''])(
  'refuses the host name "%s", as of a page that rebinds its own name',
  async (name) => {
    const { status } = await send({ host: `${name}:${port()}` });
    expect([status, reached]).toEqual([403, 0]);
  },
);

test.each(['https://evil.example', 'null', 'http://127.0.0.1:3601', 'http://localhost:3600'])(
  'refuses pages of %s, and lets them read nothing',
  async (origin) => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const { status, headers } = await send({ origin }, method);
      expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined]);
    }
    expect(reached).toBe(0);
  },
);

test('answers its own pages, and those of a given origin', async () => {
  expect((await send({ origin: service.endpoint })).status).toBe(200);
  const { status, headers } = await send({ origin: ORIGIN });
  expect([status, headers['access-control-allow-origin']]).toEqual([200, ORIGIN]);
  expect((await send({ origin: ORIGIN }, 'OPTIONS')).status).toBe(204);
});

test.each([
  'text/plain',
  'TEXT/PLAIN;charset=utf-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
])('refuses %s, which any page can send unasked', async (type) => {
  const { status } = await send({ 'content-type': type });
  expect([status, reached]).toEqual([403, 0]);
});

test('announces no end of idle connections', async () => {
  expect((await send({})).headers['keep-alive']).toBeUndefined();
});
