import { formatRefusal, type RefusalCode } from '../../../triggers/public-parameters';
import { explain, type Step } from '../../../web/src/client/explain';

const error = (name: string, message = '') => Object.assign(new Error(message), { name });
const fromTrigger = (line: string) =>
  error('UserLambdaValidationException', `CreateAuthChallenge failed with error ${line}.`);

test.each<[string, Step, string, string, boolean]>([
  [
    'NotAuthorizedException',
    'signIn',
    'Incorrect username or password.',
    'problem.wrongPassword',
    true,
  ],
  ['NotAuthorizedException', 'signIn', 'User is disabled.', 'problem.wrongPassword', true],
  ['NotAuthorizedException', 'signIn', 'Password attempts exceeded', 'problem.tooManyTries', true],
  [
    'NotAuthorizedException',
    'signIn',
    'Temporary password has expired and must be reset',
    'problem.temporaryPasswordExpired',
    true,
  ],
  [
    'NotAuthorizedException',
    'code',
    'Incorrect username or password.',
    'notice.tooManyWrongCodes',
    true,
  ],
  ['NotAuthorizedException', 'code', 'Invalid session for the user.', 'notice.sessionOver', true],
  ['NotAuthorizedException', 'account', 'SignUp is not permitted', 'problem.notAllowed', false],
  [
    'NotAuthorizedException',
    'changePassword',
    'Incorrect username or password.',
    'problem.currentPasswordWrong',
    false,
  ],
  [
    'SignInException',
    'code',
    'An error occurred during the sign in process',
    'notice.sessionOver',
    true,
  ],
  ['NetworkError', 'code', 'A network error has occurred.', 'problem.noConnection', false],
  ['UsernameExistsException', 'account', '', 'problem.accountExists', false],
  [
    'InvalidPasswordException',
    'account',
    'Password did not conform with policy: Password not long enough',
    'problem.shortPassword',
    false,
  ],
  [
    'InvalidPasswordException',
    'account',
    'Password must have uppercase characters',
    'problem.noUpperCase',
    false,
  ],
  [
    'InvalidPasswordException',
    'account',
    'Password must have lowercase characters',
    'problem.noLowerCase',
    false,
  ],
  [
    'InvalidPasswordException',
    'account',
    'Password must have numeric characters',
    'problem.noDigit',
    false,
  ],
  [
    'InvalidPasswordException',
    'account',
    'Password must have symbol characters',
    'problem.noSymbol',
    false,
  ],
  [
    'UserLambdaValidationException',
    'code',
    'DefineAuthChallenge failed with error oops.',
    'problem.unavailable',
    true,
  ],
  ['SomethingNew', 'account', 'Raw text of the service', 'problem.unavailable', false],
])('%s at %s, %j', (name, step, message, key, signInOver) => {
  expect(explain(error(name, message), step)).toEqual({ told: { key }, signInOver });
});

test.each<[RefusalCode, string, string | undefined]>([
  ['EmailMfaLocked', 'refusal.locked', 'refusal.lockedUntil'],
  ['EmailMfaTooManyCodes', 'refusal.tooManyCodes', 'refusal.tooManyCodesUntil'],
  ['EmailMfaUnverifiedAddress', 'refusal.unverifiedAddress', undefined],
  ['EmailMfaRequired', 'refusal.required', undefined],
  ['EmailMfaUnavailable', 'problem.unavailable', undefined],
])('%s ends the sign-in, with when to try again if that is known', (code, key, keyUntil) => {
  const line = formatRefusal({ code, message: 'Words.' });
  expect(explain(fromTrigger(line), 'code')).toEqual({ told: { key }, signInOver: true });
  if (!keyUntil) return;
  const retryAt = '2026-01-02T03:04:05.000Z';
  const told = { key: keyUntil, values: { time: new Date(retryAt) } };
  expect(explain(fromTrigger(formatRefusal({ code, message: 'Words.', retryAt })), 'code')).toEqual(
    { told, signInOver: true },
  );
});

test('what is no error at all is still explained', () => {
  expect(explain('oops', 'signIn').told.key).toBe('problem.unavailable');
});
