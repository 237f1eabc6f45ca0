import { parseRefusal, type Refusal } from '../../../triggers/public-parameters';
import type { TextKey } from '../vue/language/en';
import type { Told } from '../vue/language/useLanguage';

/** An error in words for people. */
export interface Problem {
  told: Told;
  /** Whether this sign-in can't go on, so that the person has to start over. */
  signInOver: boolean;
}

/** The step that failed; Cognito words quite different things alike. */
export type Step = 'signIn' | 'code' | 'firstPassword' | 'account' | 'changePassword';

const goesOn = (key: TextKey): Problem => ({ told: { key }, signInOver: false });
const isOver = (key: TextKey): Problem => ({ told: { key }, signInOver: true });

const byName: Record<string, TextKey> = {
  NetworkError: 'problem.noConnection',
  UsernameExistsException: 'problem.accountExists',
  AliasExistsException: 'problem.accountExists',
  CodeMismatchException: 'problem.mailedCodeWrong',
  ExpiredCodeException: 'problem.mailedCodeExpired',
  CodeDeliveryFailureException: 'problem.mailNotSent',
  PasswordHistoryPolicyViolationException: 'problem.usedPassword',
  InvalidParameterException: 'problem.checkInput',
  LimitExceededException: 'problem.tooManyTries',
  TooManyRequestsException: 'problem.tooManyTries',
  TooManyFailedAttemptsException: 'problem.tooManyTries',
};

/** What to tell the person about an error of Amplify or Cognito; never its raw text. */
export function explain(error: unknown, step: Step): Problem {
  const { name, message } = error instanceof Error ? error : new Error(String(error));

  const refusal = parseRefusal(message);
  if (refusal) return explainRefusal(refusal);

  // Amplify's own name for "confirmSignIn without a sign-in under way", as after a long pause.
  if (name === 'SignInException') return isOver('notice.sessionOver');
  if (name === 'NotAuthorizedException') return explainNotAuthorized(message, step);
  if (name === 'InvalidPasswordException') return goesOn(passwordRule(message));
  const known = byName[name];
  if (known) return goesOn(known);
  // A trigger failed without words for people: Cognito ends the sign-in.
  const told = { key: 'problem.unavailable' } as const;
  return { told, signInOver: name === 'UserLambdaValidationException' };
}

function explainNotAuthorized(message: string, step: Step): Problem {
  if (/session/i.test(message)) return isOver('notice.sessionOver');
  if (/temporary password/i.test(message)) return isOver('problem.temporaryPasswordExpired');
  if (/attempts exceeded/i.test(message)) return isOver('problem.tooManyTries');
  switch (step) {
    // After the password was right, this is all that Cognito says when the last attempt was wrong.
    case 'code':
      return isOver('notice.tooManyWrongCodes');
    case 'firstPassword':
      return isOver('notice.sessionOver');
    case 'account':
      return goesOn('problem.notAllowed');
    case 'changePassword':
      return goesOn('problem.currentPasswordWrong');
    case 'signIn':
      return isOver('problem.wrongPassword');
  }
}

/** Which rule of the pool a new password breaks; Cognito names one at a time. */
function passwordRule(message: string): TextKey {
  if (/long enough|length/i.test(message)) return 'problem.shortPassword';
  if (/uppercase/i.test(message)) return 'problem.noUpperCase';
  if (/lowercase/i.test(message)) return 'problem.noLowerCase';
  if (/numeric/i.test(message)) return 'problem.noDigit';
  if (/symbol/i.test(message)) return 'problem.noSymbol';
  return 'problem.weakPassword';
}

function explainRefusal({ code, retryAt }: Refusal): Problem {
  const until = (key: TextKey, keyUntil: TextKey): Problem =>
    retryAt
      ? { told: { key: keyUntil, values: { time: new Date(retryAt) } }, signInOver: true }
      : isOver(key);
  switch (code) {
    case 'EmailMfaLocked':
      return until('refusal.locked', 'refusal.lockedUntil');
    case 'EmailMfaTooManyCodes':
      return until('refusal.tooManyCodes', 'refusal.tooManyCodesUntil');
    case 'EmailMfaUnverifiedAddress':
      return isOver('refusal.unverifiedAddress');
    case 'EmailMfaRequired':
      return isOver('refusal.required');
    case 'EmailMfaUnavailable':
      return isOver('problem.unavailable');
  }
}
