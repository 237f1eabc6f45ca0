import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { logError } from '../audit/log';
import { clientDetails } from '../challenge/client-details';
import { noticeAddress } from '../challenge/verified-address';
import { DAY, MINUTE } from '../limits/rules';
import { toLocaleList } from '../mail/locales';
import { forgetBrowsers } from '../store/account';
import { writeNotice } from '../store/notices';
import { codeAddressOf } from '../store/users';
import type { Who } from './trigger';

/**
 * Forgets the user's remembered browsers, and has the user told by mail that the password was reset. Cognito has
 * saved the new password already, so an error is only logged: it would tell the person that the reset failed.
 */
export async function afterPasswordReset(event: PostConfirmationTriggerEvent): Promise<void> {
  const who = { sub: event.request.userAttributes.sub, clientId: event.callerContext.clientId };
  await Promise.all([
    forget(event, who).catch((error: unknown) => logError('browser.unforgotten', error, who)),
    tell(event, who).catch((error: unknown) => logError('password.reset-untold', error, who)),
  ]);
}

/** Whoever had the old password may have had a browser remembered. */
async function forget({ userPoolId, request }: PostConfirmationTriggerEvent, who: Who) {
  const { sub = '' } = request.userAttributes;
  const forgotten = await forgetBrowsers({ userPoolId, sub }, Date.now());
  if (forgotten > 0) audit('browser.forgotten', { ...who, reason: 'PASSWORD_RESET' });
}

async function tell({ userPoolId, request }: PostConfirmationTriggerEvent, who: Who) {
  const { userAttributes: attributes, clientMetadata } = request;
  const { sub = '' } = attributes;
  const now = Date.now();
  const codeAddress = await codeAddressOf({ userPoolId, sub });
  const isNew = await writeNotice({
    noticeKind: 'passwordChanged',
    // One notice a minute: Cognito may run the trigger again for the same reset.
    id: `${userPoolId}#${sub}#password#${Math.floor(now / MINUTE)}`,
    sub,
    address: noticeAddress(attributes, codeAddress) ?? '',
    locales: toLocaleList(attributes.locale, clientMetadata?.locale),
    timeZone: clientDetails(clientMetadata).timeZone,
    createdAt: now,
    expiresAtSeconds: Math.ceil((now + DAY) / 1000),
  });
  if (isNew) audit('password.reset', who);
}
