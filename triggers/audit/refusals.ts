import { audit, type AuditFields } from './audit';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Users and reasons that are remembered; more in an hour start anew. */
const MAX_REMEMBERED = 10_000;

const reported = new Map<string, { lastEvent: number; lastCounted: number }>();

/**
 * Records a refusal: an event once per user, reason and minute, and one count per user, reason and hour, so
 * that one account can neither flood the trail nor raise an alarm by itself. This instance of the function
 * remembers them; a call to the table would cost every refusal more than it is worth.
 * @param now epoch milliseconds
 */
export function auditRefusal(
  event: 'challenge.refused' | 'tokens.refused',
  fields: AuditFields & { reason: string },
  now = Date.now(),
): void {
  const key = `${event} ${fields.sub ?? ''} ${fields.reason}`;
  const before = reported.get(key);
  if (before && now - before.lastEvent < MINUTE) return;
  const isCounted = before !== undefined && now - before.lastCounted < HOUR;
  audit(event, fields, { value: isCounted ? 0 : 1 });
  if (reported.size >= MAX_REMEMBERED) reported.clear();
  reported.set(key, { lastEvent: now, lastCounted: isCounted ? before.lastCounted : now });
}
