import { setTimeout as sleep } from 'node:timers/promises';
import { audit, type AuditFields } from '../audit/audit';
import { errorFields } from '../audit/log';
import { count } from '../audit/metrics';
import { deferAfterNoAnswer, markFailed, markSent, releaseLease } from '../store/mailings';
import type { Mailing } from './read-mailing';
import { prospectOf, reasonOf, UnansweredError } from './send-errors';

/** The audit fields of a record. A notice belongs to no sign-in, so it has no challenge. */
export const auditFieldsOf = ({ kind, id, sub, clientId }: Mailing): AuditFields => ({
  sub,
  clientId,
  challengeId: kind === 'challenge' ? id : undefined,
});

const NOTICE_REASONS = {
  lock: 'LOCK_NOTICE',
  addressChanged: 'ADDRESS_NOTICE',
  passwordChanged: 'PASSWORD_NOTICE',
  browserRemembered: 'BROWSER_NOTICE',
} as const;

/**
 * Records that SES took the mail. Never throws: whatever happens to the mark, this invocation must not send
 * the mail again, nor ask the stream to deliver its record again.
 */
export async function recordSent(mailing: Mailing, messageId: string): Promise<void> {
  const fields = auditFieldsOf(mailing);
  const now = Date.now();
  const reason = mailing.kind === 'notice' ? NOTICE_REASONS[mailing.noticeKind] : undefined;
  const durations = { MailDelay: now - mailing.createdAt };
  audit('mail.sent', { ...fields, messageId, reason }, { durations });
  try {
    const mark = () => markSent(mailing.pk, now, messageId);
    if (await mark().catch(() => sleep(200).then(mark))) return;
    count('MailUnmarked', { event: 'mail.unmarked', ...fields, error: 'Gone' });
  } catch (error) {
    count('MailUnmarked', { event: 'mail.unmarked', ...fields, ...errorFields(error) });
  }
}

/** A try of a mail. */
export interface Try {
  /** End of its lease, epoch milliseconds. */
  leaseUntil: number;
  /** Tries so far that SES did not answer. */
  unanswered: number;
  /** Whether a try before it failed with an error that the mailer does not know. */
  isSecondChance: boolean;
}

/**
 * Records that a try failed.
 * @returns whether the mail was given up, and if not, what another try can achieve
 * @throws the table's error if it takes no mark
 */
export async function recordError(
  mailing: Mailing,
  error: unknown,
  { leaseUntil, unanswered, isSecondChance }: Try,
): Promise<'GIVEN_UP' | 'PASSES' | 'UNKNOWN'> {
  const prospect = prospectOf(error);
  if (prospect === 'NONE' || (prospect === 'UNKNOWN' && isSecondChance)) {
    await markFailed(mailing.pk, leaseUntil, Date.now(), reasonOf(error));
    auditFailure(mailing, error);
    return 'GIVEN_UP';
  }
  recordRetry(mailing, error);
  if (error instanceof UnansweredError) {
    await deferAfterNoAnswer(mailing.pk, leaseUntil, nextTry(mailing, unanswered));
  } else {
    await releaseLease(mailing.pk, leaseUntil);
  }
  return prospect;
}

/** Writes the audit event of a mail that was given up. */
export function auditFailure(mailing: Mailing, error: unknown): void {
  const fields = { ...auditFieldsOf(mailing), reason: reasonOf(error) };
  audit('mail.failed', fields, errorFields(error));
}

/** Counts a try that failed and that another one follows. */
export function recordRetry(mailing: Mailing, error: unknown): void {
  const fields = { ...auditFieldsOf(mailing), ...errorFields(error), reason: reasonOf(error) };
  count('MailRetried', { event: 'mail.retried', ...fields });
}

/**
 * When to send again what SES may have: at once the first time, because one lost answer is seldom followed
 * by another. Later after as long as the record is old, so that a person gets a handful of mails at most.
 * @returns epoch milliseconds
 */
function nextTry({ createdAt }: Mailing, unanswered: number): number {
  const now = Date.now();
  return unanswered === 0 ? now - 1 : now + Math.max(10_000, now - createdAt);
}
