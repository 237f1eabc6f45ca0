import { parseRefusal, type Refusal } from '../../../triggers/public-parameters';
import { texts } from '../texts';

/** An error in words for people. */
export interface Problem {
  message: string;
  /** Whether this sign-in can't go on, so that the person has to start over. */
  signInOver: boolean;
}

/** The step that failed; Cognito words quite different things alike. */
export type Step = 'signIn' | 'code' | 'resend' | 'firstPassword' | 'account';

const goesOn = (message: string): Problem => ({ message, signInOver: false });
const isOver = (message: string): Problem => ({ message, signInOver: true });

const { problems, notices } = texts;

const byName: Record<string, string> = {
  NetworkError: problems.noConnection,
  UsernameExistsException: problems.accountExists,
  AliasExistsException: problems.accountExists,
  CodeMismatchException: problems.mailedCodeWrong,
  ExpiredCodeException: problems.mailedCodeExpired,
  CodeDeliveryFailureException: problems.mailNotSent,
  InvalidPasswordException: problems.weakPassword,
  InvalidParameterException: problems.checkInput,
  LimitExceededException: problems.tooManyTries,
  TooManyRequestsException: problems.tooManyTries,
  TooManyFailedAttemptsException: problems.tooManyTries,
};

/** What to tell the person about an error of Amplify or Cognito; never its raw text. */
export function explain(error: unknown, step: Step): Problem {
  const { name, message } = error instanceof Error ? error : new Error(String(error));

  const refusal = parseRefusal(message);
  if (refusal) return explainRefusal(refusal);

  // Amplify's own name for "confirmSignIn without a sign-in under way", as after a long pause.
  if (name === 'SignInException') return isOver(notices.sessionOver);
  if (name === 'NotAuthorizedException') return explainNotAuthorized(message, step);
  const known = byName[name];
  if (known) return goesOn(known);
  // A trigger failed without words for people: Cognito ends the sign-in.
  return { message: problems.unavailable, signInOver: name === 'UserLambdaValidationException' };
}

function explainNotAuthorized(message: string, step: Step): Problem {
  if (/session/i.test(message)) return isOver(notices.sessionOver);
  if (/temporary password/i.test(message)) return isOver(problems.temporaryPasswordExpired);
  if (/attempts exceeded/i.test(message)) return isOver(problems.tooManyTries);
  // After the password was right, this is all that Cognito says when the last attempt was wrong.
  if (step === 'code' || step === 'resend') return isOver(notices.tooManyWrongCodes);
  if (step === 'firstPassword') return isOver(notices.sessionOver);
  if (step === 'account') return goesOn(problems.notAllowed);
  return isOver(problems.wrongPassword);
}

function explainRefusal({ code, retryAt }: Refusal): Problem {
  const { refusals } = texts;
  const when = retryAt ? ` ${refusals.tryAgainAt(localTime(new Date(retryAt)))}` : '';
  switch (code) {
    case 'EmailMfaLocked':
      return isOver(refusals.locked + when);
    case 'EmailMfaTooManyCodes':
      return isOver(refusals.tooManyCodes + when);
    case 'EmailMfaUnverifiedAddress':
      return isOver(refusals.unverifiedAddress);
    case 'EmailMfaRequired':
      return isOver(refusals.required);
    case 'EmailMfaUnavailable':
      return isOver(problems.unavailable);
  }
}

/** The time of day; with the date if it is not today. */
export function localTime(then: Date, now = new Date()): string {
  const sameDay = then.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(undefined, {
    timeStyle: 'short',
    ...(!sameDay && { dateStyle: 'medium' }),
  }).format(then);
}
