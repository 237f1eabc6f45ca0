/** What the sign-in has to tell the person, as a code. The page has the words. */
export type SignInMessageCode =
  | 'accountConfirmed'
  | 'accountExists'
  | 'clientOutdated'
  | 'codeExpired'
  | 'codeIncomplete'
  | 'codeRequired'
  | 'codeResent'
  | 'emailNotDelivered'
  | 'emailNotSent'
  | 'incorrectCode'
  | 'incorrectCodeAttemptsLeft'
  | 'invalidEmail'
  | 'invalidInput'
  | 'locked'
  | 'lockedUntil'
  | 'newestCodeCounts'
  | 'notAllowed'
  | 'offline'
  | 'passwordNeedsLowercase'
  | 'passwordNeedsNumber'
  | 'passwordNeedsSymbol'
  | 'passwordNeedsUppercase'
  | 'passwordSaved'
  | 'passwordTooShort'
  | 'passwordUsedBefore'
  | 'resendTooEarly'
  | 'resetByAdmin'
  | 'resetRequired'
  | 'sessionEnded'
  | 'signInTimedOut'
  | 'signedOut'
  | 'signedOutEverywhere'
  | 'temporaryPasswordExpired'
  | 'tooManyAttempts'
  | 'tooManyCodes'
  | 'tooManyCodesUntil'
  | 'tooManyIncorrectCodes'
  | 'unavailable'
  | 'unverifiedAddress'
  | 'weakPassword'
  | 'wrongPassword';

/** What the account page has to tell, beyond that. */
export type AccountMessageCode =
  | 'browserForgotten'
  | 'browsersForgotten'
  | 'browsersNotForgotten'
  | 'emailChanged'
  | 'emailChangedHeld'
  | 'emailTaken'
  | 'emailUnchanged'
  | 'incorrectCurrentPassword';

export type MessageCode = SignInMessageCode | AccountMessageCode;

/** Values for the words: a Date is a time of day. */
export type MessageValues = Record<string, string | number | Date>;

export interface Message {
  code: MessageCode;
  values?: MessageValues;
}
