import { requiredEnv } from '../runtime/environment';
import type { Mail, MailTemplate, Message } from './message';
import type { Mailing } from './read-mailing';
import { reasonOf, UnmailableError } from './send-errors';
import { unsealCode } from './unseal-code';

const appearance = {
  productName: requiredEnv('PRODUCT_NAME'),
  brandColor: requiredEnv('BRAND_COLOR'),
  supportAddress: process.env.SUPPORT_ADDRESS || undefined,
};
const codeInSubject = requiredEnv('CODE_IN_SUBJECT') === 'yes';

/**
 * Builds the mail of a record: unseals the code and fills the template.
 * @throws UnmailableError if trying again can't help; KMS's error otherwise
 */
export async function buildMessage(
  mailing: Mailing,
  template: MailTemplate,
  signal: AbortSignal,
): Promise<Message> {
  const mail = await contentOf(mailing, signal);
  try {
    return template(mail);
  } catch (error) {
    // The error's own message might hold the code.
    throw new UnmailableError(`The template failed with ${reasonOf(error)}`);
  }
}

async function contentOf(mailing: Mailing, signal: AbortSignal): Promise<Mail> {
  const { locales, id, createdAt, expiresAtMs } = mailing;
  if (mailing.kind === 'notice') {
    return { ...appearance, kind: 'lock', locales, lockedUntil: mailing.lockedUntil };
  }
  return {
    ...appearance,
    kind: 'code',
    locales,
    code: await unsealCode(mailing.sealedCode, id, signal),
    codeInSubject,
    requestedAt: createdAt,
    lifetime: Math.round((expiresAtMs - createdAt) / 60_000),
  };
}
