import type { Messages } from 'cognito-local/lib/services/messages';

export interface CognitoMail {
  to: string;
  subject: string;
  text: string;
}

type Source = Parameters<Messages['deliver']>[1];

function compose(source: Source, code: string): { subject: string; text: string } {
  switch (source) {
    case 'AdminCreateUser':
      return {
        subject: 'Your temporary password',
        text: `Your temporary password is ${code}`,
      };
    case 'ForgotPassword':
      return {
        subject: 'Your password reset code',
        text: `Your password reset code is ${code}`,
      };
    case 'UpdateUserAttribute':
    case 'VerifyUserAttribute':
      return {
        subject: 'Verify your email address',
        text: `Your verification code is ${code}`,
      };
    default:
      return {
        subject: 'Confirm your sign-up',
        text: `Your confirmation code is ${code}`,
      };
  }
}

/** The mails that Cognito itself sends, through the given function. */
export function cognitoMails(sendMail: (mail: CognitoMail) => Promise<void>): Messages {
  return {
    async deliver(_context, source, _clientId, _userPoolId, _user, code, _metadata, details) {
      await sendMail({ to: details.Destination, ...compose(source, code) });
    },
  };
}

/** `j***@e***`, as Cognito shows an address to those who may not know it. */
export const maskEmail = (email: string) => email.replace(/^(.)[^@]*@(.).*$/, '$1***@$2***');
