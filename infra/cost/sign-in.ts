/** Usage of one sign-in whose first code is right. test/integration/cost.test.ts counts it. */
export const SIGN_IN = {
  /** Define runs three times; Create, Verify, the guard and the mailer once; plus {@link auditRuns}. */
  invocations: 11,
  /** Of the audit trail: one for each log with events, fewer when sign-ins are close together. */
  auditRuns: 4,
  /** Of all warm invocations together. Estimated; most of it is waiting for KMS and SES. */
  milliseconds: 520,
  /** Of each function. infra/constructs/trigger-function.ts sets it. */
  gigabytes: 0.5,
  /** Three transactions of two writes, which count twice, and three single writes. */
  writeUnits: 17,
  kmsRequests: 1,
  mails: 1,
  /** Estimated: Lambda's three lines for each invocation, our lines and the audit trail. */
  logBytes: 16_000,
};

/**
 * Resources that cost money every month; test/infra/alarms.test.ts counts the last two. Metrics without data are
 * free. The number of metrics is an estimate: one for each name and one for each of its reasons.
 */
export const STANDING = {
  keys: 1,
  customMetrics: 19,
  dashboards: 1,
  alarmMetrics: 34,
  insightRules: 2,
};
