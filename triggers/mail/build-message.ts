import { requiredEnv } from '../runtime/environment';
import { maskAddress } from './mask-address';
import { readAppearance } from './appearance';
import type { Message, SentMail, Template } from './message';
import type { Mailing, NoticeMailing } from './read-mailing';
import { reasonOf, UnmailableError } from './send-errors';
import { unsealCode } from './unseal-code';

const appearance = readAppearance();
const codeInSubject = requiredEnv('CODE_IN_SUBJECT') === 'yes';

/**
 * Builds the mail of a record: unseals the code and fills the template.
 * @throws UnmailableError if trying again can't help; KMS's error otherwise
 */
export async function buildMessage(
  mailing: Mailing,
  template: Template<SentMail>,
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

async function contentOf(mailing: Mailing, signal: AbortSignal): Promise<SentMail> {
  const { locales, timeZone, createdAt } = mailing;
  const common = { ...appearance, locales, timeZone };
  if (mailing.kind === 'notice') return { ...common, ...noticeOf(mailing) };
  return {
    ...common,
    kind: 'code',
    code: await unsealCode(mailing.sealedCode, mailing.id, signal),
    codeInSubject,
    requestedAt: createdAt,
    lifetime: Math.round((mailing.expiresAtMs - createdAt) / 60_000),
    account: maskAddress(mailing.address),
    browserName: mailing.browserName,
    systemName: mailing.systemName,
  };
}

function noticeOf(mailing: NoticeMailing) {
  const { createdAt: changedAt } = mailing;
  const account = maskAddress(mailing.address);
  switch (mailing.noticeKind) {
    case 'lock':
      return { kind: 'lock', account, lockedUntil: mailing.lockedUntil } as const;
    case 'addressChanged': {
      const { maskedNewAddress: newAddress, codesMoveAt } = mailing;
      return { kind: 'addressChanged', newAddress, changedAt, codesMoveAt } as const;
    }
    case 'passwordChanged':
      return { kind: 'passwordChanged', account, changedAt } as const;
    case 'browserRemembered': {
      const { createdAt: rememberedAt, rememberedUntil, browserName, systemName } = mailing;
      return {
        kind: 'browserRemembered',
        rememberedAt,
        rememberedUntil,
        browserName,
        systemName,
      } as const;
    }
  }
}
