import type { EventBridgeEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { keyOf, reasonFor, type SesEvent } from '../mail/ses-feedback';
import { markUndelivered } from '../store/mailings';

/**
 * What SES found out after it took a mail: it bounced, was reported as spam, or was not sent at all. Marks
 * the record, so that the sign-in page can tell. Lambda tries again what the table does not answer.
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
