import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { requiredEnv } from './environment';
import { log, logError } from './log';
import { isPlainAddress } from './mail/address';
import { readMailing, type Mailing } from './mail/mailing';
import { codeMessage, lockMessage, type Message } from './mail/message';
import { openCode } from './mail/open-code';
import { isFinal, sendMail } from './mail/ses';
import { claimMailing, markFailed, markSent, releaseMailing } from './store/mailings';

const productName = requiredEnv('PRODUCT_NAME');

/** Mails the new records of a batch side by side, and reports those worth another delivery. */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const retried = await Promise.all(event.Records.map(needsRetry));
  return {
    batchItemFailures: event.Records.flatMap((record, index) =>
      retried[index] ? [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] : [],
    ),
  };
};

async function needsRetry(record: DynamoDBRecord): Promise<boolean> {
  const mailing = readMailing(record);
  if (!mailing) {
    log('mail.unreadable', { reason: record.eventID });
    return false;
  }
  const fields = { sub: mailing.sub, challengeId: mailing.id };
  const key = { pk: { S: mailing.pk } };
  try {
    const claimed = await claimMailing(key, Date.now());
    if (claimed.state !== 'CLAIMED') {
      log('mail.skipped', { ...fields, reason: claimed.state });
      return claimed.state === 'BUSY';
    }
    try {
      await sendMail(mailing.destination, await messageFor(mailing));
    } catch (error) {
      const final = isFinal(error) || error instanceof UnmailableError;
      logError(final ? 'mail.failed' : 'mail.retried', error, fields);
      if (final) await markFailed(key, claimed.claim, Date.now(), (error as Error).name);
      else await releaseMailing(key, claimed.claim);
      return !final;
    }
    // The mail is out: whatever happens to the mark, another delivery must not send it again.
    await markSent(key, claimed.claim, Date.now()).catch((error: unknown) =>
      logError('mail.unmarked', error, fields),
    );
    log('mail.sent', fields);
    return false;
  } catch (error) {
    logError('mail.retried', error, fields);
    return true;
  }
}

/** A record that no repetition turns into a mail. */
class UnmailableError extends Error {
  override name = 'UnmailableError';
}

async function messageFor(mailing: Mailing): Promise<Message> {
  if (!isPlainAddress(mailing.destination)) throw new UnmailableError('Not one plain address');
  if (mailing.kind === 'notice') {
    return lockMessage({ productName, lockedUntil: mailing.lockedUntil ?? 0 });
  }
  const code = await openCode(mailing.sealedCode ?? new Uint8Array(), mailing.id);
  if (!code) throw new UnmailableError('The sealed code belongs to another challenge');
  const minutesLeft = Math.max(1, Math.floor((mailing.expiresAt - Date.now()) / 60_000));
  return codeMessage({ productName, code, minutesLeft });
}
