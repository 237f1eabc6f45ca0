/** What the sign-in has to say to the person, as a code: the words are the page's. */
export type MessageCode =
  | 'accountConfirmed'
  | 'accountExists'
  | 'codeExpired'
  | 'codeIncomplete'
  | 'codeRequired'
  | 'codeResent'
  | 'confirmationCodeResent'
  | 'emailNotDelivered'
  | 'emailNotSent'
  | 'incorrectCode'
  | 'incorrectCodeAttemptsLeft'
  | 'incorrectCurrentPassword'
  | 'invalidInput'
  | 'locked'
  | 'lockedUntil'
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
  | 'resetCodeExpired'
  | 'resetRequired'
  | 'sessionUnreadable'
  | 'signInTimedOut'
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
