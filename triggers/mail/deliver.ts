import { setTimeout as sleep } from 'node:timers/promises';
import { audit, type AuditFields } from '../audit/audit';
import { requiredEnv } from '../runtime/environment';
import { errorFields } from '../audit/log';
import { count } from '../audit/metrics';
import {
  claimMailing,
  deferMailing,
  markFailed,
  markSent,
  releaseMailing,
  type Closed,
} from '../store/mailings';
import { isPlainAddress } from './address';
import { isFinal, isUnanswered, reasonOf, UnansweredError, UnmailableError } from './send-errors';
import type { Mailing } from './read-mailing';
import type { Mail, MailTemplate, Message } from './message';
import { openCode } from './unseal-code';
import { sendMail } from './ses';

const appearance = {
  productName: requiredEnv('PRODUCT_NAME'),
  brandColor: requiredEnv('BRAND_COLOR'),
  supportAddress: process.env.SUPPORT_ADDRESS || undefined,
};
const codeInSubject = requiredEnv('CODE_IN_SUBJECT') === 'yes';

/** What the tries of one invocation share. */
export interface Turn {
  template: MailTemplate;
  /** Ends calls early enough to write down what came of them. */
  signal: AbortSignal;
  /** Epoch milliseconds after which the invocation is surely over. */
  claimUntil: number;
}

/** Mailed, given up or not wanted any more; worth another try; to be left to another delivery. */
export type TryResult = 'CLOSED' | 'OPEN' | 'LATER';

/** One try: claim the record, send its mail, mark the record. Each step alone can be the last one. */
export async function tryToMail(mailing: Mailing, turn: Turn): Promise<TryResult> {
  const { claimUntil } = turn;
  const fields = fieldsOf(mailing);
  const key = { pk: { S: mailing.pk } };
  try {
    const claim = await claimMailing(key, Date.now(), claimUntil);
    if (claim.state !== 'CLAIMED') {
      const reason = claim.state === 'BUSY' ? 'Busy' : whyNot(claim.reason, mailing);
      count('MailSkipped', { event: 'mail.skipped', ...fields, reason });
      // Waiting for another invocation's claim would only hold up the batch. A code that ran out unsent is
      // as old as a record may be: the stream is about to put it into the on-failure queue, to be seen.
      return reason === 'Busy' || reason === 'Expired' ? 'LATER' : 'CLOSED';
    }
    const sent = await send(mailing, turn).catch((error: unknown) => ({ error }));
    if (typeof sent === 'string') {
      await noteSent(mailing, sent, fields);
      return 'CLOSED';
    }
    if (!isFinal(sent.error)) {
      noteRetry(sent.error, fields);
      if (sent.error instanceof UnansweredError) {
        await deferMailing(key, claimUntil, nextTry(mailing, claim.unanswered));
      } else {
        await releaseMailing(key, claimUntil);
      }
      return 'OPEN';
    }
    const reason = reasonOf(sent.error);
    await markFailed(key, claimUntil, Date.now(), reason);
    audit('mail.failed', { ...fields, reason }, errorFields(sent.error));
    return 'CLOSED';
  } catch (error) {
    // The table did not answer. No mail went out; what was claimed is free again when the claim ends.
    noteRetry(error, fields);
    return 'OPEN';
  }
}

/** A notice belongs to no sign-in. */
const fieldsOf = ({ kind, id, sub, clientId }: Mailing): AuditFields => ({
  sub,
  clientId,
  challengeId: kind === 'challenge' ? id : undefined,
});

/** What ran out may have been deleted since. */
const whyNot = (reason: Closed, { expiresAt }: Mailing): Closed =>
  reason === 'Gone' && expiresAt <= Date.now() ? 'Expired' : reason;

/**
 * When to try again what SES may have: at once the first time, for most answers are lost but once; then
 * after as long as the record is old, so that a mail comes a handful of times at the most.
 */
function nextTry({ createdAt }: Mailing, unanswered: number): number {
  const now = Date.now();
  return unanswered === 0 ? now - 1 : now + Math.max(10_000, now - createdAt);
}

function noteRetry(error: unknown, fields: AuditFields): void {
  const event = 'mail.retried';
  count('MailRetried', { event, ...fields, ...errorFields(error), reason: reasonOf(error) });
}

/** @returns SES's message id */
async function send(mailing: Mailing, { template, signal }: Turn): Promise<string> {
  const { pk, clientId, destination } = mailing;
  if (!isPlainAddress(destination)) throw new UnmailableError('Not one plain address');
  const mail = await mailOf(mailing, signal);
  const tags = { pk, template: mail.kind, clientId };
  const message = build(template, mail);
  return sendMail(destination, message, tags, signal).catch((error: unknown) => {
    throw isUnanswered(error) ? new UnansweredError(error) : error;
  });
}

async function mailOf(mailing: Mailing, signal: AbortSignal): Promise<Mail> {
  const { locales, id, createdAt, expiresAt } = mailing;
  if (mailing.kind === 'notice') {
    return { ...appearance, kind: 'lock', locales, lockedUntil: mailing.lockedUntil };
  }
  const code = await openCode(mailing.sealed, id, signal);
  if (!code) throw new UnmailableError('The sealed code belongs to another challenge');
  return {
    ...appearance,
    kind: 'code',
    locales,
    code,
    codeInSubject,
    requestedAt: createdAt,
    lifetime: Math.round((expiresAt - createdAt) / 60_000),
  };
}

function build(template: MailTemplate, mail: Mail): Message {
  try {
    return template(mail);
  } catch (error) {
    // Its message might hold the code.
    throw new UnmailableError(`The template failed with ${reasonOf(error)}`);
  }
}

/**
 * The mail is out: whatever happens to the mark, this invocation must not send it again, nor ask for it.
 */
async function noteSent(mailing: Mailing, messageId: string, fields: AuditFields): Promise<void> {
  const now = Date.now();
  const reason = mailing.kind === 'notice' ? 'LOCK_NOTICE' : undefined;
  const durations = { MailDelay: now - mailing.createdAt };
  audit('mail.sent', { ...fields, messageId, reason }, { durations });
  try {
    const mark = () => markSent({ pk: { S: mailing.pk } }, now, messageId);
    if (await mark().catch(() => sleep(200).then(mark))) return;
    count('MailUnmarked', { event: 'mail.unmarked', ...fields, error: 'Gone' });
  } catch (error) {
    count('MailUnmarked', { event: 'mail.unmarked', ...fields, ...errorFields(error) });
  }
}
