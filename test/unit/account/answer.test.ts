import { ok, preflight, readableBy, refused } from '../../../triggers/account/answer';
import { Problem, type ProblemCode } from '../../../triggers/account/problems';
import { openApi } from '../../support/account-client';

const from = (origin: string) => ({ headers: { origin } });

test('only the origins that are allowed may read an answer, each by its name', () => {
  const origins = ['https://a.example', 'https://b.example'];
  const allowed = (origin: string) =>
    readableBy(from(origin), origins, ok({})).headers?.['access-control-allow-origin'];
  expect(allowed('https://b.example')).toBe('https://b.example');
  for (const other of [
    '',
    'null',
    '*',
    'https://a.example.evil',
    'https://a.example/',
    'https://a',
  ]) {
    expect(allowed(other)).toBeUndefined();
  }
  expect(readableBy({ headers: {} }, origins, ok({})).headers).toMatchObject({ vary: 'origin' });
});

test('a page may send what the API describes, and no credentials', () => {
  expect(preflight().headers).toMatchObject({
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type, x-access-token',
  });
  expect(JSON.stringify(preflight())).not.toContain('credentials');
});

test('the document names every refusal', () => {
  const { enum: named } = openApi.components.schemas.Error.properties.error;
  for (const code of named) {
    const { statusCode, body } = refused(new Problem(code as ProblemCode));
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(JSON.parse(body ?? '')).toEqual({ error: code, message: expect.stringMatching(/\.$/) });
  }
});
