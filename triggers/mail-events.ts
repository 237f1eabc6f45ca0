import type { EventBridgeEvent } from 'aws-lambda';
import { log } from './log';
import { keyOf, reasonFor, type SesEvent } from './mail/ses-event';
import { count } from './metrics';
import { markUndelivered } from './store/mailings';

/**
 * What SES found out after it took a mail: it bounced, was reported as spam, or was not sent at all. Marks
 * the record, so that the sign-in page can tell. Lambda tries again what the table does not answer.
 */
export const handler = async ({ detail }: EventBridgeEvent<string, SesEvent>): Promise<void> => {
  const reason = reasonFor(detail);
  const pk = keyOf(detail);
  const marked = pk !== undefined && (await markUndelivered({ pk: { S: pk } }, Date.now(), reason));
  const fields = {
    challengeId: pk?.replace(/^\w+#/, ''),
    messageId: detail.mail.messageId,
    reason,
  };
  log(marked ? 'mail.undelivered' : 'mail.undelivered-unmarked', fields);
  count('MailUndelivered', fields);
};
