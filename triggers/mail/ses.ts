import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CLIENT_OPTIONS } from '../aws/client-options';
import { requiredEnv } from '../environment';
import type { Message } from './message';

const client = new SESv2Client(CLIENT_OPTIONS);
const sender = requiredEnv('SENDER');
const senderName = requiredEnv('SENDER_NAME');

/** Errors that another try cannot mend; all others (throttling, network, SES's own) are worth one. */
const FINAL = new Set([
  'AccountSuspendedException',
  'BadRequestException',
  'LimitExceededException',
  'MailFromDomainNotVerifiedException',
  'MessageRejected',
  'NotFoundException',
  'SendingPausedException',
]);

export const isFinal = (error: unknown): boolean => error instanceof Error && FINAL.has(error.name);

/** Hands one mail to SES. @throws SES's error; {@link isFinal} tells whether to try again */
export async function sendMail(to: string, { subject, text, html }: Message): Promise<void> {
  const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: `${encodedWord(senderName)} <${sender}>`,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: { Subject: content(subject), Body: { Text: content(text), Html: content(html) } },
      },
    }),
  );
}

/** A display name as a header may carry it: quoted, or in base64 where it is not ASCII (RFC 2047). */
function encodedWord(name: string): string {
  return /^[\x20-\x7e]*$/.test(name)
    ? `"${name.replace(/["\\]/g, '\\$&')}"`
    : `=?UTF-8?B?${Buffer.from(name).toString('base64')}?=`;
}
