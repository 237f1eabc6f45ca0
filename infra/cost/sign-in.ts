/** Usage of a kind of sign-in, without what stands all month. */
export type Usage = Record<
  | 'invocations'
  | 'milliseconds'
  | 'writeUnits'
  | 'readUnits'
  | 'kmsRequests'
  | 'mails'
  | 'logBytes',
  number
>;

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
  /**
   * Three transactions of two or three writes, which count twice, and three single writes. So for a user record of
   * up to 1 kB; that of a user with 20 recent sign-ins has 2 kB, which adds {@link FULL_RECORD_UNITS}.
   */
  writeUnits: 17,
  readUnits: 0,
  kmsRequests: 1,
  mails: 1,
  /** Estimated: Lambda's three lines for each invocation, our lines and the audit trail. */
  logBytes: 16_000,
};

/** Write units more if the user record has more than 1 kB: three transactions write it. */
export const FULL_RECORD_UNITS = 6;

/** Usage of one sign-in in a remembered browser: no code, so no email. */
export const REMEMBERED_SIGN_IN = {
  /** Define three times; Create, Verify and the guard once; plus {@link auditRuns}. */
  invocations: 8,
  /** Of the audit trail: Verify's log and the guard's. */
  auditRuns: 2,
  /** Estimated; nothing waits for KMS or SES. */
  milliseconds: 120,
  /** One transaction of three writes, and one single write. */
  writeUnits: 7,
  /** One consistent read of up to 4 kB. */
  readUnits: 1,
  kmsRequests: 0,
  mails: 0,
  /** Estimated, as for {@link SIGN_IN}. */
  logBytes: 9_000,
};

/**
 * Resources that cost money every month; test/infra/alarms.test.ts counts the last two. Metrics without data are
 * free. The number of metrics is an estimate: one for each name and one for each of its reasons.
 */
export const STANDING = {
  keys: 1,
  customMetrics: 23,
  dashboards: 1,
  alarmMetrics: 34,
  insightRules: 2,
};
