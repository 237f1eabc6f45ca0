import fc from 'fast-check';
import { readCaller } from '../../../triggers/account/caller';

const CLAIMS = {
  sub: 'user-1',
  aud: 'client-1',
  iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool',
  token_use: 'id',
  email_mfa: 'true',
  email_mfa_code_at: '1764300000',
  origin_jti: 'sign-in-1',
};
const read = (changes: object) => readCaller({ ...CLAIMS, ...changes }, 'email_mfa');

test('reads who calls, through which app client, and when the code was entered', () => {
  expect(read({})).toEqual({
    userPoolId: 'eu-central-1_Pool',
    sub: 'user-1',
    clientId: 'client-1',
    codeAt: 1_764_300_000_000,
    originJti: 'sign-in-1',
  });
  expect(read({ origin_jti: undefined }).originJti).toBeUndefined();
});

test.each([
  { token_use: 'access' },
  { token_use: undefined },
  { sub: undefined },
  { sub: '' },
  { aud: undefined },
  { iss: undefined },
])('%j: sign in again', (changes) => {
  expect(() => read(changes)).toThrow(expect.objectContaining({ code: 'SIGN_IN_AGAIN' }));
});

test('only the text true is a second factor', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      fc.pre(value !== 'true');
      expect(() => read({ email_mfa: value })).toThrow(
        expect.objectContaining({ code: 'CODE_REQUIRED' }),
      );
    }),
  );
  expect(() => readCaller(CLAIMS, 'other_claim')).toThrow(
    expect.objectContaining({ code: 'CODE_REQUIRED' }),
  );
});

test.each([undefined, '', 'NaN', '-1', '1e99', '1764300000.5', '99999999999999', 1_764_300_000])(
  'a time of the code that is %j is none',
  (email_mfa_code_at) => {
    expect(read({ email_mfa_code_at }).codeAt).toBeUndefined();
  },
);
