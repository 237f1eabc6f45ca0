import { parseRefusal, type Refusal } from '../../../triggers/public-parameters';
import type { Message, MessageCode } from './messages';

/** An error, explained. */
export interface Problem {
  message: Message;
  /** Whether this sign-in cannot continue, so that the person has to start again. */
  signInOver: boolean;
}

/** The step that failed: Cognito uses the same error for quite different things. */
export type Step = 'signIn' | 'code' | 'firstPassword' | 'account' | 'changePassword';

const canRetry = (code: MessageCode): Problem => ({ message: { code }, signInOver: false });
const endsSignIn = (code: MessageCode): Problem => ({ message: { code }, signInOver: true });

const byName: Record<string, MessageCode> = {
  NetworkError: 'offline',
  UsernameExistsException: 'accountExists',
  AliasExistsException: 'accountExists',
  CodeMismatchException: 'incorrectCode',
  ExpiredCodeException: 'codeExpired',
  CodeDeliveryFailureException: 'emailNotSent',
  PasswordHistoryPolicyViolationException: 'passwordUsedBefore',
  InvalidParameterException: 'invalidInput',
  LimitExceededException: 'tooManyAttempts',
  TooManyRequestsException: 'tooManyAttempts',
  TooManyFailedAttemptsException: 'tooManyAttempts',
};

/** Explains an error of Amplify or Cognito. The raw text of the error is never part of the result. */
export function explain(error: unknown, step: Step): Problem {
  const { name, message } = error instanceof Error ? error : new Error(String(error));

  const refusal = parseRefusal(message);
  if (refusal) return explainRefusal(refusal);

  // Amplify uses this name when there are no tokens for a call that needs them.
  if (name === 'UserUnAuthenticatedException') return endsSignIn('sessionEnded');
  // And this name when confirmSignIn is called without a sign-in, as after a long pause.
  if (name === 'SignInException') return endsSignIn('signInTimedOut');
  if (name === 'NotAuthorizedException') return explainNotAuthorized(message, step);
  if (name === 'InvalidPasswordException') return canRetry(brokenPasswordRule(message));
  const known = byName[name];
  if (known) return canRetry(known);
  // A trigger failed without a refusal: Cognito ends the sign-in.
  return { message: { code: 'unavailable' }, signInOver: name === 'UserLambdaValidationException' };
}

function explainNotAuthorized(message: string, step: Step): Problem {
  if (/token/i.test(message)) return endsSignIn('sessionEnded');
  if (/session/i.test(message)) return endsSignIn('signInTimedOut');
  if (/temporary password/i.test(message)) return endsSignIn('temporaryPasswordExpired');
  if (/attempts exceeded/i.test(message)) return endsSignIn('tooManyAttempts');
  switch (step) {
    // After the password was right, Cognito says no more than this when the last attempt was wrong.
    case 'code':
      return endsSignIn('tooManyIncorrectCodes');
    case 'firstPassword':
      return endsSignIn('signInTimedOut');
    case 'account':
      return canRetry('notAllowed');
    case 'changePassword':
      return canRetry('incorrectCurrentPassword');
    case 'signIn':
      return endsSignIn('wrongPassword');
  }
}

/** The rule of the pool that a new password breaks. Cognito names one at a time. */
function brokenPasswordRule(message: string): MessageCode {
  if (/long enough|length/i.test(message)) return 'passwordTooShort';
  if (/uppercase/i.test(message)) return 'passwordNeedsUppercase';
  if (/lowercase/i.test(message)) return 'passwordNeedsLowercase';
  if (/numeric/i.test(message)) return 'passwordNeedsNumber';
  if (/symbol/i.test(message)) return 'passwordNeedsSymbol';
  return 'weakPassword';
}

function explainRefusal({ code, retryAt }: Refusal): Problem {
  const until = (message: MessageCode, messageUntil: MessageCode): Problem =>
    retryAt
      ? { message: { code: messageUntil, values: { time: new Date(retryAt) } }, signInOver: true }
      : endsSignIn(message);
  switch (code) {
    case 'EmailMfaClientOutdated':
      return endsSignIn('clientOutdated');
    case 'EmailMfaLocked':
      return until('locked', 'lockedUntil');
    case 'EmailMfaTooManyCodes':
      return until('tooManyCodes', 'tooManyCodesUntil');
    case 'EmailMfaUnverifiedAddress':
      return endsSignIn('unverifiedAddress');
    case 'EmailMfaRequired':
      return endsSignIn('codeRequired');
    case 'EmailMfaUnavailable':
      return endsSignIn('unavailable');
    default:
      // A refusal of newer triggers, in a page that was loaded before they were.
      return endsSignIn('clientOutdated');
  }
}
