import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { randomUUID } from 'node:crypto';
import { requiredEnv } from '../runtime/environment';
import { MAILER_CLIENT_OPTIONS } from './mailer-client-options';
import { displayName } from './header';
import type { Message, SentMail } from './message';

const client = new SESv2Client(MAILER_CLIENT_OPTIONS);
const sender = requiredEnv('SENDER');
const senderName = requiredEnv('SENDER_NAME');
const replyTo = process.env.REPLY_TO;
const ConfigurationSetName = requiredEnv('CONFIGURATION_SET');

/** SES repeats these in its events about the mail. */
export interface MailTags {
  /** Key of the mail's record. */
  pk: string;
  kind: SentMail['kind'];
  clientId: string | undefined;
}

/** Ask mail programs not to answer automatically (RFC 3834; the second header is for Exchange). */
const HEADERS = [
  { Name: 'Auto-Submitted', Value: 'auto-generated' },
  { Name: 'X-Auto-Response-Suppress', Value: 'All' },
];

/** Keeps mail programs from folding codes with the same subject into one thread, where an old one shows. */
const notThreaded = () => ({ Name: 'X-Entity-Ref-ID', Value: randomUUID() });

/**
 * Sends one mail with SES, which adds Message-ID and Date and signs it.
 * @returns SES's message id
 * @throws SES's error; send-errors.ts says whether to try again
 */
export async function sendMail(
  to: string,
  { subject, text, html }: Message,
  tags: MailTags,
  abortSignal: AbortSignal,
): Promise<string> {
  const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
  const { MessageId = '' } = await client.send(
    new SendEmailCommand({
      FromEmailAddress: `${displayName(senderName)} <${sender}>`,
      Destination: { ToAddresses: [to] },
      ...(replyTo && { ReplyToAddresses: [replyTo] }),
      ConfigurationSetName,
      EmailTags: emailTags(tags),
      Content: {
        Simple: {
          Subject: content(subject),
          Body: { Text: content(text), Html: content(html) },
          Headers: [...HEADERS, ...(tags.kind === 'code' ? [notThreaded()] : [])],
        },
      },
    }),
    { abortSignal },
  );
  return MessageId;
}

/** SES puts the last two into the Feedback-ID header, by which mailbox providers group complaints. */
function emailTags({ pk, kind, clientId }: MailTags) {
  const client = clientId?.replace(/[^\w-]/g, '_') || 'none';
  const tags = {
    record: recordTag(pk),
    template: kind,
    client,
    'ses:feedback-id-a': kind,
    'ses:feedback-id-b': client,
  };
  return Object.entries(tags).map(([Name, Value]) => ({ Name, Value }));
}

/** Encodes a key for a tag, which may hold only letters, digits, `_` and `-`. */
export const recordTag = (pk: string): string => Buffer.from(pk).toString('base64url');
