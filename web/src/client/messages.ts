/** What the sign-in has to tell the person, as a code. The page has the words. */
export type MessageCode =
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
  | 'incorrectCurrentPassword'
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

/** Values for the words: a Date is a time of day. */
export type MessageValues = Record<string, string | number | Date>;

export interface Message {
  code: MessageCode;
  values?: MessageValues;
}
