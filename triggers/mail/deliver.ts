import { count } from '../audit/metrics';
import { leaseMailing, type Closed } from '../store/mailings';
import { toSesAddress } from './address';
import { buildMessage } from './build-message';
import type { SentMail, Template } from './message';
import { auditFailure, auditFieldsOf, recordError, recordRetry, recordSent } from './outcome';
import type { Mailing } from './read-mailing';
import { isUnanswered, prospectOf, UnansweredError, UnmailableError } from './send-errors';
import { sendMail } from './ses';

/** What all tries of one invocation share. */
export interface Invocation {
  template: Template<SentMail>;
  /** Ends calls early enough to record the outcome. */
  signal: AbortSignal;
  /** Epoch milliseconds after which the invocation has surely ended. */
  leaseUntil: number;
}

/**
 * `DONE`: sent, given up, or no longer wanted. `RETRY`: worth another try now. `RETRY_ONCE`: worth one more.
 * `LEAVE`: for a later delivery by the stream.
 */
export type TryResult = 'DONE' | 'RETRY' | 'RETRY_ONCE' | 'LEAVE';

/**
 * Tries once to deliver the mail of a record: takes the lease, builds and sends the mail, records the
 * outcome. A crash between any two steps is safe; DELIVERY.md says what follows it.
 * @param isSecondChance whether a try before it returned `RETRY_ONCE`
 */
export async function tryToDeliver(
  mailing: Mailing,
  invocation: Invocation,
  isSecondChance: boolean,
): Promise<TryResult> {
  const { leaseUntil } = invocation;
  try {
    const lease = await leaseMailing(mailing.pk, Date.now(), leaseUntil);
    if (lease.state !== 'LEASED') return skip(mailing, lease);
    const { unanswered } = lease;
    const sent = await buildAndSend(mailing, invocation).then(
      (messageId) => ({ messageId }),
      (error: unknown) => ({ error }),
    );
    if ('messageId' in sent) {
      await recordSent(mailing, sent.messageId);
      return 'DONE';
    }
    const current = { leaseUntil, unanswered, isSecondChance };
    return AFTER_ERROR[await recordError(mailing, sent.error, current)];
  } catch (error) {
    return afterTableError(mailing, error, isSecondChance);
  }
}

const AFTER_ERROR = { GIVEN_UP: 'DONE', PASSES: 'RETRY', UNKNOWN: 'RETRY_ONCE' } as const;

/** The table failed, so no mail went out. A lease that was taken ends by itself. */
function afterTableError(mailing: Mailing, error: unknown, isSecondChance: boolean): TryResult {
  if (prospectOf(error) === 'PASSES') {
    recordRetry(mailing, error);
    return 'RETRY';
  }
  if (isSecondChance) {
    auditFailure(mailing, error);
    return 'DONE';
  }
  recordRetry(mailing, error);
  return 'RETRY_ONCE';
}

type NotLeased = { state: 'BUSY' } | { state: 'CLOSED'; reason: Closed };

function skip(mailing: Mailing, lease: NotLeased): TryResult {
  const reason = lease.state === 'BUSY' ? 'Busy' : closedReason(lease.reason, mailing);
  count('MailSkipped', { event: 'mail.skipped', ...auditFieldsOf(mailing), reason });
  // Waiting for another invocation would hold up the batch. A code that expired unsent is as old as a record
  // may get: the stream is about to put it into the on-failure queue, where people see it.
  return reason === 'Busy' || reason === 'Expired' ? 'LEAVE' : 'DONE';
}

/** DynamoDB may have deleted a record that expired. */
const closedReason = (reason: Closed, { expiresAtMs }: Mailing): Closed =>
  reason === 'Gone' && expiresAtMs <= Date.now() ? 'Expired' : reason;

/** @returns SES's message id */
async function buildAndSend(mailing: Mailing, { template, signal }: Invocation): Promise<string> {
  const { pk, clientId } = mailing;
  const address = toSesAddress(mailing.address);
  if (!address) throw new UnmailableError('SES can not mail this address');
  const message = await buildMessage(mailing, template, signal);
  const kind = mailing.kind === 'notice' ? mailing.noticeKind : 'code';
  return sendMail(address, message, { pk, kind, clientId }, signal).catch((error: unknown) => {
    throw isUnanswered(error) ? new UnansweredError(error) : error;
  });
}
