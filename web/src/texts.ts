/** Every word of our own that a person reads. One object a language; this is English. */

const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

const tries = (count: number): string => (count === 1 ? '1 try' : `${count} tries`);

export const texts = {
  page: {
    loading: 'One moment…',
    configFailed: 'The sign-in page could not be loaded.',
    configFailedHelp:
      'Check your connection and try again. If it stays like this, tell your admin.',
    tryAgain: 'Try again',
  },

  fields: {
    email: 'Email',
    password: 'Password',
    newPassword: 'New password',
    repeatPassword: 'Repeat the password',
    mailedCode: 'Code from the mail',
  },

  backToSignIn: 'Back to sign in',

  code: {
    heading: 'Check your mail',
    sentTo: (codeLength: number) => `We sent a code of ${codeLength} digits to`,
    label: 'Code',
    submit: 'Sign in',
    submitting: 'Checking…',
    validFor: (seconds: number) => `Valid for another ${minutesAndSeconds(seconds)}`,
    expired: 'This code is no longer valid. You need a new one.',
    resend: 'Send a new code',
    resendIn: (seconds: number) => `Send a new code in ${minutesAndSeconds(seconds)}`,
    resending: 'Sending…',
    resent: 'A new code is on its way. The one before no longer works.',
    notResent: (seconds: number) =>
      seconds > 60
        ? `Too many codes were sent. A new one can be sent in ${Math.ceil(seconds / 60)} minutes.`
        : 'No new code was sent yet. Try again in a moment.',
    needsDigits: (codeLength: number) => `Enter the ${codeLength} digits of the code.`,
    wrong: (attemptsLeft: number) => `That code is not right. ${tries(attemptsLeft)} left.`,
  },

  firstPassword: {
    heading: 'Choose your password',
    intro: 'You signed in with a temporary password. Choose your own to go on.',
    submit: 'Save and go on',
    submitting: 'Saving…',
  },

  signedIn: {
    heading: 'You are signed in',
    withCode: 'With your password and a code sent to your email',
    withoutCode: 'With your password',
    unknown: 'Your session could not be read. Sign out and in again.',
    signOut: 'Sign out',
  },

  notices: {
    tooManyWrongCodes: 'Too many wrong codes. Sign in again to get a new one.',
    sessionOver: 'This sign-in took too long. Sign in again to get a new code.',
    passwordSaved: 'Your new password is saved.',
    accountConfirmed: 'Your account is confirmed.',
  },

  problems: {
    unavailable: 'Something went wrong on our side. Try again in a moment.',
    noConnection: 'No connection. Check your network and try again.',
    wrongPassword: 'That email and password do not go together.',
    tooManyTries: 'Too many tries. Wait a few minutes and try again.',
    temporaryPasswordExpired: 'The temporary password is no longer valid. Ask your admin for one.',
    accountExists: 'There is already an account with this email. Sign in instead.',
    weakPassword: 'Choose a stronger password: longer, with upper and lower case and digits.',
    checkInput: 'Something you entered can’t be used. Check it and try again.',
    mailedCodeWrong: 'That code is not right. Check the mail and try again.',
    mailedCodeExpired: 'That code is no longer valid. Send a new one.',
    notAllowed: 'That is not possible for this account. Ask your admin for help.',
    mailNotSent: 'The mail could not be sent. Try again in a moment.',
  },

  refusals: {
    locked: 'Too many wrong codes. For your safety, signing in is paused.',
    tooManyCodes: 'Too many codes were sent to this account.',
    unverifiedAddress:
      'Your email address is not verified, so no code can be sent. Ask your admin for help.',
    required: 'Signing in needs a code from your email. Sign in again.',
    tryAgainAt: (time: string) => `Try again at ${time}.`,
  },
};

/** The Authenticator's own words, where ours are plainer. Keys are its English originals. */
export const authenticatorTexts: Record<string, string> = {
  'Sign In': 'Sign in',
  'Sign in': 'Sign in',
  'Signing in': 'Signing in…',
  'Create Account': 'Create account',
  'Creating Account': 'Creating account…',
  'Forgot your password?': 'Forgot your password?',
  'Back to Sign In': texts.backToSignIn,
  'Reset Password': 'Reset your password',
  'Send code': 'Send code',
  'We Emailed You': 'Check your mail',
  'Your code is on the way. To log in, enter the code we emailed to':
    'To confirm that it is yours, enter the code we sent to',
  Submit: 'Save and go on',
  'Resend Code': 'Send a new code',
  'Your passwords must match': 'The two passwords differ.',
};
