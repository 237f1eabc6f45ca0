import type { Language } from './language';

export const en: Language = {
  direction: 'ltr',
  code: {
    subject: '{code} is your {product} verification code',
    subjectWithoutCode: 'Your {product} verification code',
    preview: 'Enter it on the sign-in page and share it with nobody.',
    purpose:
      'This is your verification code for signing in to {product}. Enter it on the page where you asked for it.',
    lifetime: 'It was requested on {time}. From then on it works for {lifetime}, and only once.',
    advice:
      'Then someone knows your password. Change it now, wherever you use it. Do not give this code to anyone, not even to someone who claims to be from {product}.',
  },
  lock: {
    subject: 'Signing in to {product} is locked',
    preview: 'Someone entered your password and then too many wrong codes.',
    happened:
      'Someone entered your {product} password and then too many wrong codes. Nobody was signed in that way. No codes are sent until {time}.',
    advice: 'Then someone knows your password. Change it now, wherever you use it.',
    wasYou: 'If it was you and you cannot wait, ask an administrator to unlock your account.',
  },
  notYou: 'Was this not you?',
  support: 'Questions? Write to {support}.',
  automatic: 'This message was sent automatically.',
};
