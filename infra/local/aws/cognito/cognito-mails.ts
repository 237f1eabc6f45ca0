import type { Messages } from 'cognito-local/lib/services/messages';
import type { User, UserPool } from 'cognito-local/lib/services/userPoolService';

import type { Directory } from './directory';
import { unrecognizableOutput } from './errors';
import {
  CODE,
  USERNAME,
  type CustomMessage,
  type MailSource,
  type Triggers,
} from './pool-triggers';

/** A mail that Cognito itself sends. */
export interface CognitoMail {
  to: string;
  from: string;
  replyTo?: string;
  configurationSet?: string;
  subject: string;
  text: string;
  html: string;
}

/** What a template or the API says of the mails of a pool. */
export type MailSettings = UserPool & {
  EmailConfiguration?: {
    EmailSendingAccount?: string;
    From?: string;
    SourceArn?: string;
    ReplyToEmailAddress?: string;
    ConfigurationSet?: string;
  };
  EmailVerificationSubject?: string;
  EmailVerificationMessage?: string;
  VerificationMessageTemplate?: { EmailSubject?: string; EmailMessage?: string };
};

/** Cognito's texts for pools without any of their own. */
function defaultMessage(source: MailSource): CustomMessage {
  switch (source) {
    case 'AdminCreateUser':
      return {
        emailSubject: 'Your temporary password',
        emailMessage: `Your username is ${USERNAME} and temporary password is ${CODE}.`,
      };
    case 'ForgotPassword':
      return {
        emailSubject: 'Your password reset code',
        emailMessage: `Your password reset code is ${CODE}.`,
      };
    case 'UpdateUserAttribute':
    case 'VerifyUserAttribute':
      return {
        emailSubject: 'Verify your email address',
        emailMessage: `Your verification code is ${CODE}.`,
      };
    default:
      return {
        emailSubject: 'Your verification code',
        emailMessage: `Your confirmation code is ${CODE}.`,
      };
  }
}

/** The pool's own texts: one for invitations, one for everything with a code. */
function poolMessage(pool: MailSettings, source: MailSource): CustomMessage {
  if (source === 'AdminCreateUser') {
    const { EmailSubject, EmailMessage } = pool.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
    return { emailSubject: EmailSubject, emailMessage: EmailMessage };
  }
  const { EmailSubject, EmailMessage } = pool.VerificationMessageTemplate ?? {};
  return {
    emailSubject: EmailSubject ?? pool.EmailVerificationSubject,
    emailMessage: EmailMessage ?? pool.EmailVerificationMessage,
  };
}

const usesSes = ({ EmailConfiguration }: MailSettings) =>
  EmailConfiguration?.EmailSendingAccount === 'DEVELOPER';

/** Cognito's sender, or that of the pool's SES configuration. */
function senderOf(pool: MailSettings): Pick<CognitoMail, 'from' | 'replyTo' | 'configurationSet'> {
  const { EmailConfiguration: email = {} } = pool;
  const replyTo = email.ReplyToEmailAddress;
  if (!usesSes(pool)) return { from: 'no-reply@verificationemail.com', replyTo };
  const identity = email.SourceArn?.split('identity/')[1] ?? '';
  return { from: email.From ?? identity, replyTo, configurationSet: email.ConfigurationSet };
}

/**
 * @throws InvalidLambdaResponseException if the message lacks a placeholder, or if the pool does not send by
 *   SES of its own. Documented for Cognito; what it does with a missing placeholder is not sure.
 */
function checkCustomMessage(pool: MailSettings, source: MailSource, custom: CustomMessage): void {
  const { emailMessage, emailSubject } = custom;
  if (!usesSes(pool) && (emailMessage || emailSubject)) throw unrecognizableOutput();
  const placeholders = source === 'AdminCreateUser' ? [CODE, USERNAME] : [CODE];
  if (emailMessage && !placeholders.every((placeholder) => emailMessage.includes(placeholder))) {
    throw unrecognizableOutput();
  }
}

/** An invitation names the user by the address that they sign in with. */
function usernameIn(pool: UserPool, user: User, address: string): string {
  return pool.UsernameAttributes?.includes('email') ? address : user.Username;
}

const withoutTags = (html: string) =>
  html
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) =>
      String({ lt: '<', gt: '>', quot: '"', amp: '&' }[name]),
    );

/** Writes the mails that Cognito itself sends: by the CustomMessage trigger, the pool's texts or Cognito's. */
export function cognitoMails(
  directory: Directory,
  triggers: Triggers,
  sendMail: (mail: CognitoMail) => Promise<void>,
): Messages {
  return {
    async deliver(_context, source, clientId, userPoolId, user, code, clientMetadata, details) {
      const pool = (await directory.pool(userPoolId)).options as MailSettings;
      const client = clientId ? await directory.client(clientId) : undefined;
      const custom = await triggers.customMessage(
        { pool, client, user, userName: user.Username, clientMetadata },
        source,
      );
      checkCustomMessage(pool, source, custom);
      const texts = [custom, poolMessage(pool, source), defaultMessage(source)];
      const pick = (part: keyof CustomMessage) =>
        texts.map((text) => text[part]).find(Boolean) ?? '';
      const to = details.Destination;
      const html = pick('emailMessage')
        .replaceAll(CODE, () => code)
        .replaceAll(USERNAME, () => usernameIn(pool, user, to));
      const subject = pick('emailSubject');
      await sendMail({ ...senderOf(pool), to, subject, html, text: withoutTags(html) });
    },
  };
}

/** `j***@e***`, as Cognito shows an address to those who may not know it. */
export const maskEmail = (email: string) => email.replace(/^(.)[^@]*@(.).*$/, '$1***@$2***');
