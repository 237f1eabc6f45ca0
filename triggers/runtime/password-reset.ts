import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { logError } from '../audit/log';
import { clientDetails } from '../challenge/client-details';
import { noticeAddress } from '../challenge/verified-address';
import { DAY, MINUTE } from '../limits/rules';
import { toLocaleList } from '../mail/locales';
import { writeNotice } from '../store/notices';
import { codeAddressOf } from '../store/users';

/**
 * Has the user told by mail that the password was reset. Cognito has saved the new password already, so an error
 * is only logged: it would tell the person that the reset failed.
 */
export async function afterPasswordReset(event: PostConfirmationTriggerEvent): Promise<void> {
  const { userPoolId, callerContext, request } = event;
  const { userAttributes: attributes, clientMetadata } = request;
  const { sub = '' } = attributes;
  const who = { sub, clientId: callerContext.clientId };
  const now = Date.now();
  try {
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
  } catch (error) {
    logError('password.reset-untold', error, who);
  }
}
