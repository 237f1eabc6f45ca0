import { parseKey } from '../store/keys';

/**
 * The parts of SES's events on EventBridge that are read here, in `detail`. An event also holds the mail's
 * headers with the subject, so never log all of it.
 */
export interface SesEvent {
  /** `Bounce`, `Complaint`, `Reject`, `Rendering Failure`. */
  eventType: string;
  /** `bounceSubType` of an address on a suppression list is `Suppressed` or `OnAccountSuppressionList`. */
  bounce?: { bounceType: string; bounceSubType: string };
  mail: { messageId: string; tags?: Record<string, string[]> };
}

/** A short reason for people and metrics, such as `Bounce:Permanent:NoEmail` or `Complaint`. */
export const reasonFor = ({ eventType, bounce }: SesEvent): string =>
  [eventType, bounce?.bounceType, bounce?.bounceSubType].filter(Boolean).join(':');

/** Key of the mail's record, from the tag that ses.ts set; undefined if the mail is not ours. */
export function keyOf({ mail }: SesEvent): string | undefined {
  const pk = Buffer.from(mail.tags?.record?.[0] ?? '', 'base64url').toString();
  const kind = parseKey(pk)?.kind;
  return kind === 'challenge' || kind === 'notice' ? pk : undefined;
}
