/** SES accepts the mail, and reports one of these outcomes later. */
export const MAIL_OUTCOMES = [
  /** It was returned. */
  'bounce',
  /** The address is on the account's suppression list: SES did not try to send. */
  'suppressed',
  /** SES found a virus in it. */
  'virus',
  /** It arrived, and the recipient reported it as spam. */
  'complaint',
] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

export const FAULT_KINDS = [
  /** The service's throttling error; nothing is done. */
  'throttle',
  /** The service's internal error, status 500; nothing is done. */
  'error',
  /** A refusal: `errorName`, or MessageRejected (SES), AccessDeniedException (others). */
  'reject',
  /** No answer until the client gives up or the rule is removed; nothing is done. */
  'hang',
  /** The call is done `latency` milliseconds later. */
  'latency',
  /** The call is done, but the connection is reset: the caller does not know. */
  'drop-response',
  /** Nothing is done, and the calling instance of the function ends at once. */
  'crash',
  /** The call is done, and the calling instance of the function ends before the answer arrives. */
  'crash-after',
  ...MAIL_OUTCOMES,
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export const isMailOutcome = (fault: FaultKind): fault is MailOutcome =>
  (MAIL_OUTCOMES as readonly string[]).includes(fault);
