import fc from 'fast-check';
import { Problem } from '../../../triggers/account/problems';
import { addressIn, browserIdIn, codeIn } from '../../../triggers/account/request';

const JSON_HEADER = { 'content-type': 'application/json; charset=utf-8' };
const request = (body: string, headers: Record<string, string> = JSON_HEADER) => ({
  body,
  headers,
  isBase64Encoded: false,
});
const withEmail = (email: unknown) => request(JSON.stringify({ email }));
const withCode = (code: unknown) => request(JSON.stringify({ code }));
const refusal = (code: string) => expect.objectContaining({ code });

test('an address is one plain address, without the spaces around it', () => {
  expect(addressIn(withEmail(' Ada+1@example.com '))).toBe('Ada+1@example.com');
  for (const wrong of [
    '',
    'ada',
    'a@b@c\n',
    'a b@example.com',
    'ä@example.com',
    'a@example.com\r\nX: y',
  ]) {
    expect(() => addressIn(withEmail(wrong))).toThrow(refusal('ADDRESS_INVALID'));
  }
});

test('a code is digits, with or without spaces', () => {
  expect(codeIn(withCode('123 456'))).toBe('123456');
  for (const wrong of ['', '12345', '12345678901', '12345a', '１２３４５６']) {
    expect(() => codeIn(withCode(wrong))).toThrow(refusal('CODE_WRONG'));
  }
});

test('a body is read whether API Gateway encodes it or not', () => {
  const encoded = Buffer.from('{"code":"123456"}').toString('base64');
  expect(codeIn({ ...request(encoded), isBase64Encoded: true })).toBe('123456');
});

test('whatever the body is: an address, a code, or a refusal', () => {
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({ email: fc.anything() }).map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(bodies, fc.boolean(), (body, isBase64Encoded) => {
      for (const read of [addressIn, codeIn]) {
        try {
          expect(read({ ...request(body), isBase64Encoded })).toMatch(/^[\x21-\x7e]{3,254}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }
    }),
  );
});

test('a body of more than 2,048 bytes is refused unread', () => {
  const body = JSON.stringify({ email: 'é'.repeat(1_100) });
  expect(body.length).toBeLessThan(2_048);
  expect(() => addressIn(request(body))).toThrow(refusal('BODY_TOO_LARGE'));
  expect(() => addressIn(request('x'.repeat(100_000)))).toThrow(refusal('BODY_TOO_LARGE'));
});

test('only JSON that says so is read', () => {
  const body = '{"code":"123456"}';
  for (const type of ['text/plain', 'application/jsonp', '']) {
    expect(() => codeIn(request(body, { 'content-type': type }))).toThrow(
      refusal('REQUEST_INVALID'),
    );
  }
  expect(() => codeIn(request(body, {}))).toThrow(refusal('REQUEST_INVALID'));
});

test('an id is a key id, and anything else is unknown', () => {
  const id = `${'aB3_-'.repeat(8)}xyz`;
  const read = (value?: string) =>
    browserIdIn({ ...request(''), ...(value !== undefined && { pathParameters: { id: value } }) });
  expect(read(id)).toBe(id);
  for (const wrong of [
    undefined,
    '',
    id.slice(1),
    `${id}a`,
    `${id.slice(1)}.`,
    `${id.slice(1)}\n`,
  ]) {
    expect(() => read(wrong)).toThrow(refusal('BROWSER_UNKNOWN'));
  }
});
