import { VerificationCodes } from '../../../infra/local/aws/cognito/verification-codes';
import type { User } from '../../../infra/local/aws/cognito/user-pool';

const HOUR = 3_600_000;
const user = (sub: string) =>
  ({ Username: sub, Attributes: [{ Name: 'sub', Value: sub }] }) as unknown as User;
const ANN = user('ann');

let now = 0;
let codes: VerificationCodes;
beforeEach(() => {
  now = 1_000_000;
  codes = new VerificationCodes(() => now);
});

/** What using a code throws, by name; undefined if it is right. */
function answer(
  code: string,
  purpose: 'SignUp' | 'ForgotPassword' | 'Email' = 'SignUp',
  who = ANN,
) {
  try {
    codes.use(who, purpose, code);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test('a code works once', () => {
  const code = codes.issue(ANN, 'SignUp');
  expect(answer(code)).toBeUndefined();
  expect(answer(code)).toBe('ExpiredCodeException');
});

test('a code is for one purpose and one user', () => {
  const code = codes.issue(ANN, 'SignUp');
  expect(answer(code, 'ForgotPassword')).toBe('ExpiredCodeException');
  expect(answer(code, 'SignUp', user('bob'))).toBe('ExpiredCodeException');
});

test.each([
  ['SignUp', 24 * HOUR],
  ['ForgotPassword', HOUR],
  ['Email', 24 * HOUR],
] as const)('a code for %s expires', (purpose, life) => {
  const code = codes.issue(ANN, purpose);
  now += life;
  expect(answer(code, purpose)).toBe('ExpiredCodeException');
});

test('a new code replaces the one before', () => {
  const first = codes.issue(ANN, 'SignUp');
  const second = codes.issue(ANN, 'SignUp');
  if (first !== second) expect(answer(first)).toBe('CodeMismatchException');
  expect(answer(second)).toBeUndefined();
});

test('after five wrong answers none counts for an hour, whatever code is asked for', () => {
  codes.issue(ANN, 'SignUp');
  for (let tries = 0; tries < 5; tries++) expect(answer('wrong')).toBe('CodeMismatchException');
  const code = codes.issue(ANN, 'SignUp');
  expect(answer(code)).toBe('LimitExceededException');
  now += HOUR;
  expect(answer(code)).toBeUndefined();
});

test('five codes are sent in an hour', () => {
  for (let sent = 0; sent < 5; sent++) codes.issue(ANN, 'SignUp');
  expect(() => codes.issue(ANN, 'SignUp')).toThrow('Attempt limit exceeded');
  now += HOUR;
  expect(() => codes.issue(ANN, 'SignUp')).not.toThrow();
});
