import type { LogFields } from './log';
import { count } from './metrics';

/** Of the events' schema; README.md here tells what may change within one. */
const VERSION = '1';

/** Each step that is told, and the metric that counts it. */
const METRICS = {
  'challenge.created': 'CodesCreated',
  'challenge.refused': 'CodesRefused',
  'mail.sent': 'MailSent',
  'mail.failed': 'MailFailed',
  'mail.undelivered': 'MailUndelivered',
  'answer.right': 'CodesUsed',
  'answer.wrong': 'CodesWrong',
  'answer.expired': 'CodesExpired',
  'user.locked': 'UsersLocked',
  'tokens.released': 'SignIns',
  'tokens.refused': 'GuardRefusals',
} as const;

export interface AuditFields {
  sub?: string | undefined;
  clientId?: string | undefined;
  challengeId?: string | undefined;
  /** SES's. */
  messageId?: string | undefined;
  /** One of few: each is a metric of its own. */
  reason?: string | undefined;
}

/**
 * Tells one step of a sign-in, in one log line that is counted as well. The line is all: what gathers the
 * events reads it from the log, so a sign-in waits for nothing.
 * @param others stand in the log line only: `message` of an error, and metrics in milliseconds
 */
export function audit(
  event: keyof typeof METRICS,
  fields: AuditFields,
  { message, durations }: { message?: string; durations?: Record<string, number> } = {},
): void {
  const line: LogFields & { event: string } = { version: VERSION, event, ...fields, message };
  count(METRICS[event], line, durations);
}
