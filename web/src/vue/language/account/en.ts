import type { AccountMessageCode } from '../../../client/messages';
import type { Plural } from '../format';

/** The words of the account page. The browser loads them with it, so that they delay no sign-in. */
export const en = {
  'field.currentPassword': 'Current password',
  'field.newEmail': 'New email address',
  'required.currentPassword': 'Enter your current password.',
  'account.heading': 'Your account',
  'account.method': 'Sign-in method',
  'account.withCode': 'Password and email code',
  'account.withoutCode': 'Password',
  'account.since': 'Signed in at',
  'account.signOut': 'Sign out',
  'account.signOutEverywhere': 'Sign out on all devices',
  'account.signingOut': 'Signing out…',
  'account.changePassword': 'Change password',
  'account.signOutToo': 'Then sign out on all devices, including this one',
  'account.change': 'Change',
  'account.changeEmail': 'Change email address',
  'account.browsers': 'Remembered browsers',
  'account.browsersIntro': 'You don’t need a code to sign in on these browsers.',
  'account.noBrowsers': 'No browsers are remembered. You need a code each time you sign in.',
  'account.thisBrowser': 'This browser',
  'account.browserOn': '{browser} on {system}',
  'account.unknownBrowser': 'Unknown browser',
  'account.lastUsed': 'Last used {time}',
  'account.until': 'Remembered until {time}',
  'account.forget': 'Forget',
  'account.forgetOne': 'Forget {browser}',
  'account.forgetAll': 'Forget all browsers',
  'account.signIns': 'Recent sign-ins',
  'account.signInsIntro': 'The last 30 days. If something wasn’t you, change your password.',
  'account.noSignIns': 'No sign-ins in the last 30 days.',
  'account.how.code': 'Signed in with a code',
  'account.how.browser': 'Signed in on a remembered browser',
  'account.how.failed': 'Incorrect code',
  'account.how.locked': 'Account locked after too many incorrect codes',
  'account.showAll': 'Show all',
  'account.tryAgain': 'Try again',
  'account.cancel': 'Cancel',
  'email.intro': 'We’ll send a code to the new address to make sure it’s yours.',
  'email.confirmHeading': 'Verify your new email address',
  'email.sentTo':
    'We sent a verification code to {destination}. Enter it to change your email address.',
  'stepUp.heading': 'Confirm it’s you',
  'stepUp.intro': 'Enter your password. Then we’ll email you a code.',
  'message.browserForgotten': '{browser} is forgotten. You’ll need a code there next time.',
  'message.browsersForgotten':
    'All browsers are forgotten. You’ll need a code next time you sign in.',
  'message.browsersNotForgotten':
    'Your new password is saved, but we couldn’t forget your remembered browsers. Try again below.',
  'message.emailChanged': 'Your email address is now {email}.',
  'message.emailChangedHeld': {
    one: 'Your email address is now {email}. For your security, sign-in codes still go to your old address for {count} hour.',
    other:
      'Your email address is now {email}. For your security, sign-in codes still go to your old address for {count} hours.',
  } as Plural,
  'message.emailTaken': 'Another account already uses this email address.',
  'message.emailUnchanged': 'This is already your email address.',
  'message.incorrectCurrentPassword': 'Incorrect current password.',
} satisfies Record<`message.${AccountMessageCode}`, string | Plural> &
  Record<string, string | Plural>;

export type AccountTextKey = keyof typeof en;
export type AccountDictionary = Record<AccountTextKey, string | Plural>;
