/**
 * The `detail` of SES's events at EventBridge, as far as it is read here. It holds more: the headers, and
 * with them the subject. Never log it whole.
 */
export interface SesEvent {
  /** `Bounce`, `Complaint`, `Reject`, `Rendering Failure`. */
  eventType: string;
  /** `bounceSubType` of an address on a suppression list is `Suppressed` or `OnAccountSuppressionList`. */
  bounce?: { bounceType: string; bounceSubType: string };
  mail: { messageId: string; tags?: Record<string, string[]> };
}

/** One of few, for people and for metrics: `Bounce:Permanent:NoEmail`, `Complaint`. */
export const reasonFor = ({ eventType, bounce }: SesEvent): string =>
  [eventType, bounce?.bounceType, bounce?.bounceSubType].filter(Boolean).join(':');

/** Key of the record that the mail was sent for, from the tag that ses.ts gave it; undefined if it is none of ours. */
export function keyOf({ mail }: SesEvent): string | undefined {
  const pk = Buffer.from(mail.tags?.record?.[0] ?? '', 'base64url').toString();
  return /^(challenge|notice)#./.test(pk) ? pk : undefined;
}
