import type { AccountTexts, Language } from './language';

export const en: Language = {
  direction: 'ltr',
  expires: 'Expires in {lifetime}',
  requested: 'Requested {time}',
  requestedFrom: 'Requested {time} from {client}',
  client: '{browser} on {system}',
  account: 'Account: {account}',
  page: 'Sign-in page: {host}',
  help: 'Need help? Contact {support}.',
  helpWithoutSupport: 'Need help? Contact your administrator.',
  code: {
    subjectWithCode: '{code} is your {product} verification code',
    subject: 'Your {product} verification code',
    preview: "Expires in {lifetime}. Don't share it with anyone.",
    heading: 'Your verification code',
    purpose:
      'Use this code to sign in to {product}. Enter it only on the page where you started signing in.',
    notYou: "Didn't try to sign in?",
    advice:
      "Someone has your password. Don't share this code; {product} will never ask for it. Go to {product} and reset your password.",
    adviceByAdmin:
      "Someone has your password. Don't share this code; {product} will never ask for it. Ask for a new password.",
  },
  lock: {
    subject: 'Your {product} account is locked',
    happened: "Someone entered your password, then too many incorrect codes. They didn't get in.",
    until: 'You can sign in again on {time}.',
    notYou: 'Reset your password now',
    advice: 'On the sign-in page, choose "Forgot your password?".',
    notYouByAdmin: 'Ask for a new password now',
    adviceByAdmin: 'Only an administrator can reset it.',
  },
  addressChanged: {
    subject: 'Your {product} email address was changed',
    happened: 'The email address of your {product} account was changed to {address} on {time}.',
    codesHere: 'Until {time}, verification codes still come to this address.',
    notYou: "Wasn't this you?",
    advice: 'Someone may be using your account. Reset your password now and ask for help.',
    adviceByAdmin: 'Someone may be using your account. Ask for help now.',
  },
  passwordChanged: {
    subject: 'Your {product} password was changed',
    happened: 'The password of your {product} account was reset on {time}.',
    notYou: "Wasn't this you?",
    advice:
      'Someone can read your email. Change the password of your mailbox first, then reset your {product} password again.',
  },
  browserRemembered: {
    subject: 'A browser was remembered for your {product} account',
    happened: 'A browser was remembered on {time}: {client}.',
    happenedSomewhere: 'A browser was remembered on {time}.',
    until: 'Until {until}, signing in with it takes your password but no verification code.',
  },
};

export const enAccount: AccountTexts = {
  signUp: {
    subject: 'Your {product} verification code',
    heading: 'Verify your email address',
    purpose: 'Enter this code to finish creating your {product} account.',
    notYou: "Didn't create an account?",
    advice: "You can ignore this email. Don't share this code with anyone.",
  },
  passwordReset: {
    subject: 'Your {product} password reset code',
    heading: 'Reset your password',
    purpose: 'Enter this code to set a new password for {product}.',
    notYou: "Didn't ask to reset your password?",
    advice:
      "Someone entered your email address. Your password hasn't changed. Don't share this code with anyone.",
  },
  newAddress: {
    subject: 'Your {product} verification code',
    heading: 'Verify your email address',
    purpose: 'Enter this code to use this email address for your {product} account.',
    notYou: "Didn't ask for this?",
    advice: "You can ignore this email. Don't share this code with anyone.",
  },
  invitation: {
    subject: "You're invited to {product}",
    purpose:
      'An account was created for you. Sign in with this temporary password, then set your own.',
    page: 'Sign in at {url}',
    username: 'Username: {username}',
    password: 'Temporary password',
    notYou: "Don't know {product}?",
    advice: "You can ignore this email. Don't share this password with anyone.",
  },
};
