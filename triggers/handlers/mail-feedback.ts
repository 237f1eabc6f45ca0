import type { EventBridgeEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { keyOf, messageIdOf, reasonFor, type SesEvent } from '../mail/ses-feedback';
import { parseKey } from '../store/keys';
import { markUndelivered } from '../store/mailings';

/**
 * Takes what SES reports after it accepted a mail: it bounced, was reported as spam, or was not sent at all.
 * Marks the record, so that the sign-in page can say so. Lambda tries again if the table does not answer.
 */
export const handler = async ({ detail }: EventBridgeEvent<string, SesEvent>): Promise<void> => {
  const reason = reasonFor(detail);
  const pk = keyOf(detail);
  const messageId = messageIdOf(detail);
  const record =
    pk && messageId && (await markUndelivered(pk, { now: Date.now(), reason, messageId }));
  const { kind, id } = parseKey(pk) ?? {};
  audit('mail.undelivered', {
    ...(record || undefined),
    challengeId: kind === 'challenge' ? id : undefined,
    messageId,
    reason,
  });
};
