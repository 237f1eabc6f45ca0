import { formatRefusal, type RefusalCode } from '../../../triggers/public-parameters';
import { explain, type Step } from '../../../web/src/client/explain';

const error = (name: string, message = '') => Object.assign(new Error(message), { name });
const fromTrigger = (line: string) =>
  error('UserLambdaValidationException', `CreateAuthChallenge failed with error ${line}.`);

test.each<[string, Step, string, string, boolean]>([
  ['NotAuthorizedException', 'signIn', 'Incorrect username or password.', 'wrongPassword', true],
  ['NotAuthorizedException', 'signIn', 'User is disabled.', 'wrongPassword', true],
  ['NotAuthorizedException', 'signIn', 'Password attempts exceeded', 'tooManyAttempts', true],
  [
    'NotAuthorizedException',
    'signIn',
    'Temporary password has expired and must be reset',
    'temporaryPasswordExpired',
    true,
  ],
  [
    'NotAuthorizedException',
    'code',
    'Incorrect username or password.',
    'tooManyIncorrectCodes',
    true,
  ],
  ['NotAuthorizedException', 'code', 'Invalid session for the user.', 'signInTimedOut', true],
  ['NotAuthorizedException', 'account', 'SignUp is not permitted', 'notAllowed', false],
  [
    'NotAuthorizedException',
    'changePassword',
    'Incorrect username or password.',
    'incorrectCurrentPassword',
    false,
  ],
  [
    'SignInException',
    'code',
    'An error occurred during the sign in process',
    'signInTimedOut',
    true,
  ],
  [
    'NotAuthorizedException',
    'changePassword',
    'Access Token has been revoked',
    'sessionEnded',
    true,
  ],
  ['NotAuthorizedException', 'account', 'Refresh Token has expired', 'sessionEnded', true],
  [
    'UserUnAuthenticatedException',
    'account',
    'User needs to be authenticated',
    'sessionEnded',
    true,
  ],
  ['ExpiredCodeException', 'account', 'Invalid code provided', 'codeExpired', false],
  ['NetworkError', 'code', 'A network error has occurred.', 'offline', false],
  ['UsernameExistsException', 'account', '', 'accountExists', false],
  [
    'InvalidPasswordException',
    'account',
    'Password did not conform with policy: Password not long enough',
    'passwordTooShort',
    false,
  ],
  [
    'InvalidPasswordException',
    'account',
    'Password must have uppercase characters',
    'passwordNeedsUppercase',
    false,
  ],
  [
    'InvalidPasswordException',
    'account',
    'Password must have lowercase characters',
    'passwordNeedsLowercase',
    false,
  ],
  [
    'InvalidPasswordException',
    'account',
    'Password must have numeric characters',
    'passwordNeedsNumber',
    false,
  ],
  [
    'InvalidPasswordException',
    'account',
    'Password must have symbol characters',
    'passwordNeedsSymbol',
    false,
  ],
  [
    'UserLambdaValidationException',
    'code',
    'DefineAuthChallenge failed with error oops.',
    'unavailable',
    true,
  ],
  ['SomethingNew', 'account', 'Raw text of the service', 'unavailable', false],
])('%s at %s, %j', (name, step, message, code, signInOver) => {
  expect(explain(error(name, message), step)).toEqual({ message: { code }, signInOver });
});

test.each<[RefusalCode, string, string | undefined]>([
  ['EmailMfaLocked', 'locked', 'lockedUntil'],
  ['EmailMfaTooManyCodes', 'tooManyCodes', 'tooManyCodesUntil'],
  ['EmailMfaClientOutdated', 'clientOutdated', undefined],
  ['EmailMfaUnverifiedAddress', 'unverifiedAddress', undefined],
  ['EmailMfaRequired', 'codeRequired', undefined],
  ['EmailMfaUnavailable', 'unavailable', undefined],
])('%s ends the sign-in, with when to try again if that is known', (code, key, keyUntil) => {
  const line = formatRefusal({ code, message: 'Words.' });
  expect(explain(fromTrigger(line), 'code')).toEqual({ message: { code: key }, signInOver: true });
  if (!keyUntil) return;
  const retryAt = '2026-01-02T03:04:05.000Z';
  const message = { code: keyUntil, values: { time: new Date(retryAt) } };
  expect(explain(fromTrigger(formatRefusal({ code, message: 'Words.', retryAt })), 'code')).toEqual(
    { message, signInOver: true },
  );
});

test('a refusal that is newer than the page asks to reload it', () => {
  const { message, signInOver } = explain(fromTrigger('EmailMfaSomethingNew: Words.'), 'code');
  expect([message.code, signInOver]).toEqual(['clientOutdated', true]);
});

test('what is no error at all is still explained', () => {
  expect(explain('oops', 'signIn').message.code).toBe('unavailable');
});
