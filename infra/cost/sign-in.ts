/** What one sign-in with the first code right uses; test/integration/cost.test.ts counts it. */
export const SIGN_IN = {
  /** Define runs three times, Create, Verify, the guard and the mailer once; and {@link auditRuns}. */
  invocations: 11,
  /** Of the audit trail: one for each log with events, fewer as sign-ins come close to each other. */
  auditRuns: 4,
  /** Of all invocations together, warm. Estimated: what takes long is waiting for KMS and SES. */
  milliseconds: 520,
  /** Of each function, see infra/constructs/trigger-function.ts. */
  gigabytes: 0.5,
  /** Three transactions of two writes, which count double, and three writes. */
  writeUnits: 15,
  kmsRequests: 1,
  mails: 1,
  /** Estimated: Lambda's own three lines for each invocation, ours, and the audit trail. */
  logBytes: 16_000,
};

/**
 * What stands all month; test/infra/alarms.test.ts counts the last two. Metrics that nothing was counted in
 * cost nothing; about so many are in use, one for each name and one for each of its reasons.
 */
export const STANDING = { keys: 1, customMetrics: 16, dashboards: 1, alarmMetrics: 27 };
