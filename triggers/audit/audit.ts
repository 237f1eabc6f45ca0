import type { LogFields } from './log';
import { count } from './metrics';

/** Of the events' schema; README.md here tells what may change within one. */
const VERSION = '1';

/** Each event, and the metric that counts it. */
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
  'address.changed': 'AddressesChanged',
  'password.reset': 'PasswordResets',
  'browser.remembered': 'BrowsersRemembered',
  'browser.used': 'BrowsersUsed',
  'browser.refused': 'BrowsersRefused',
  'browser.forgotten': 'BrowsersForgotten',
  'tokens.released': 'SignIns',
  'tokens.refused': 'GuardRefusals',
  'trigger.missing': 'TriggersMissing',
  'trigger.foreign': 'TriggersForeign',
  'client.open': 'OpenClients',
  'pool.conflict': 'PoolConflicts',
  'guard.repaired': 'GuardRepairs',
  'guard.unrepaired': 'GuardRepairFailures',
} as const;

export interface AuditFields {
  sub?: string | undefined;
  clientId?: string | undefined;
  challengeId?: string | undefined;
  /** SES's id of a mail. */
  messageId?: string | undefined;
  /** One of few values: each is a metric of its own. */
  reason?: string | undefined;
}

interface AuditExtras {
  message?: string;
  durations?: Record<string, number>;
  value?: number;
}

/**
 * Records one step of a sign-in, in one log line that is also a metric. The audit trail reads the line from
 * the log, so a sign-in waits for nothing.
 * @param others for the log line only: `message` of an error, metrics in milliseconds, and the value that is
 *   counted, 1 if left out
 */
export function audit(
  event: keyof typeof METRICS,
  fields: AuditFields,
  { message, durations, value }: AuditExtras = {},
): void {
  const line: LogFields & { event: string } = { version: VERSION, event, ...fields, message };
  count(METRICS[event], line, durations, value);
}
