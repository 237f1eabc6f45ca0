import type { EventBridgeEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { keyOf, reasonFor, type SesEvent } from '../mail/ses-feedback';
import { markUndelivered } from '../store/mailings';

/**
 * Handles SES's events about mails that bounced, were reported as spam or could not be sent. Marks the
 * record, so that the sign-in page can say so. If the table does not answer, Lambda tries again.
 */
export const handler = async ({ detail }: EventBridgeEvent<string, SesEvent>): Promise<void> => {
  const reason = reasonFor(detail);
  const pk = keyOf(detail);
  const record = pk && (await markUndelivered({ pk: { S: pk } }, Date.now(), reason));
  audit('mail.undelivered', {
    ...(record && { sub: record.userSub?.S, clientId: record.clientId?.S }),
    challengeId: pk?.startsWith('challenge#') ? pk.slice('challenge#'.length) : undefined,
    messageId: detail.mail.messageId,
    reason,
  });
};
