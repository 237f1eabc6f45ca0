import type { AppClient } from './app-client';
import { InvalidParameterError, unrecognizableOutput } from './errors';
import { type Triggers } from './pool-triggers';
import { CODE, USERNAME, type CustomMessage, type MailSource } from './trigger-types';
import { emailOf, type PoolOptions, type User, type UserPool } from './user-pool';

/** A mail that Cognito itself sends. */
export interface CognitoMail {
  to: string;
  from: string;
  replyTo?: string | undefined;
  configurationSet?: string | undefined;
  subject: string;
  text: string;
  html: string;
}

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
function poolMessage(pool: PoolOptions, source: MailSource): CustomMessage {
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

const usesSes = ({ EmailConfiguration }: PoolOptions) =>
  EmailConfiguration?.EmailSendingAccount === 'DEVELOPER';

/** Cognito's sender, or that of the pool's SES configuration. */
function senderOf(pool: PoolOptions): Pick<CognitoMail, 'from' | 'replyTo' | 'configurationSet'> {
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
function checkCustomMessage(pool: PoolOptions, source: MailSource, custom: CustomMessage): void {
  const { emailMessage, emailSubject } = custom;
  if (!usesSes(pool) && (emailMessage || emailSubject)) throw unrecognizableOutput();
  const placeholders = source === 'AdminCreateUser' ? [CODE, USERNAME] : [CODE];
  if (emailMessage && !placeholders.every((placeholder) => emailMessage.includes(placeholder))) {
    throw unrecognizableOutput();
  }
}

/** An invitation names the user by the address that they sign in with. */
function usernameIn(pool: UserPool, user: User, address: string): string {
  return pool.signsInByEmail ? address : user.Username;
}

const withoutTags = (html: string) =>
  html
    .replace(/<head>.*?<\/head>/gis, '')
    .replace(/<br\s*\/?>|<\/(p|h\d|tr)>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) =>
      String({ lt: '<', gt: '>', quot: '"', amp: '&' }[name]),
    );

export interface MailRequest {
  pool: UserPool;
  /** Undefined when an admin calls. */
  client: AppClient | undefined;
  user: User;
  source: MailSource;
  /** Code or temporary password. */
  code: string;
  clientMetadata: Record<string, string> | undefined;
  /** The user's address if omitted. */
  to?: string;
}

/** The mails that Cognito itself sends, with the texts of the CustomMessage trigger, the pool or Cognito. */
export class CognitoMailer {
  constructor(
    private readonly triggers: Triggers,
    private readonly sendMail: (mail: CognitoMail) => Promise<void>,
  ) {}

  /**
   * @returns what the client learns of the delivery
   * @throws InvalidParameterException if the user has no address
   */
  async send({
    pool,
    client,
    user,
    source,
    code,
    clientMetadata,
    to = emailOf(user),
  }: MailRequest) {
    if (!to) throw new InvalidParameterError('User has no email.');
    const { options } = pool;
    const custom = await this.triggers.customMessage(
      { pool: options, client, user, userName: user.Username, clientMetadata },
      source,
    );
    checkCustomMessage(options, source, custom);
    const texts = [custom, poolMessage(options, source), defaultMessage(source)];
    const pick = (part: keyof CustomMessage) => texts.map((text) => text[part]).find(Boolean) ?? '';
    const html = pick('emailMessage')
      .replaceAll(CODE, () => code)
      .replaceAll(USERNAME, () => usernameIn(pool, user, to));
    const subject = pick('emailSubject');
    await this.sendMail({ ...senderOf(options), to, subject, html, text: withoutTags(html) });
    return deliveryDetails(to);
  }
}

export const deliveryDetails = (email: string) => ({
  AttributeName: 'email',
  DeliveryMedium: 'EMAIL',
  Destination: maskEmail(email),
});

/** `j***@e***`, as Cognito shows an address to those who may not know it. */
const maskEmail = (email: string) => email.replace(/^(.)[^@]*@(.).*$/, '$1***@$2***');
