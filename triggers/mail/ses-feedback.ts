import { parseKey } from '../store/keys';

/**
 * The parts of SES's events on EventBridge that are read here, in `detail`. An event also holds the mail's
 * headers with the subject, so never log all of it. Whoever may invoke the function can send any values.
 */
export interface SesEvent {
  eventType: string;
  bounce?: { bounceType: string; bounceSubType: string };
  mail: { messageId: string; tags?: Record<string, string[]> };
}

const EVENT_TYPES = ['Bounce', 'Complaint', 'Reject', 'Rendering Failure'];
/** SES's types and subtypes of bounces. */
const BOUNCES: Record<string, string[]> = {
  Undetermined: ['Undetermined'],
  Permanent: [
    'General',
    'NoEmail',
    'Suppressed',
    'OnAccountSuppressionList',
    'UnsubscribedRecipient',
  ],
  Transient: [
    'General',
    'MailboxFull',
    'MessageTooLarge',
    'CustomTimeoutExceeded',
    'ContentRejected',
    'AttachmentRejected',
  ],
};

/**
 * A short reason for people and metrics, such as `Bounce:Permanent:NoEmail` or `Complaint`. What is not on
 * SES's lists becomes `Other`, so that no event can make new metrics or write text of its own.
 */
export function reasonFor({ eventType, bounce }: SesEvent): string {
  if (!EVENT_TYPES.includes(eventType)) return 'Other';
  if (eventType !== 'Bounce') return eventType;
  const { bounceType: type = '', bounceSubType: subtype = '' } = bounce ?? {};
  const subtypes = Object.hasOwn(BOUNCES, type) ? (BOUNCES[type] ?? []) : undefined;
  if (!subtypes) return 'Bounce:Other';
  return `Bounce:${type}:${subtypes.includes(subtype) ? subtype : 'Other'}`;
}

/** Key of the mail's record, from the tag that ses.ts set; undefined if the mail is not ours. */
export function keyOf({ mail }: SesEvent): string | undefined {
  const pk = Buffer.from(String(mail.tags?.record?.[0] ?? ''), 'base64url').toString();
  const kind = parseKey(pk)?.kind;
  return kind === 'challenge' || kind === 'notice' ? pk : undefined;
}

/** SES's id of the mail; undefined if it is none. */
export const messageIdOf = ({ mail }: SesEvent): string | undefined =>
  /^[\w-]{1,100}$/.test(String(mail.messageId)) ? mail.messageId : undefined;
