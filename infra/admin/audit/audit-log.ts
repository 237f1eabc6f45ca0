import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { randomUUID } from 'node:crypto';
import { publish } from '../../../triggers/audit/gather/to-event-bus';
import { keep, type Place } from '../../../triggers/audit/gather/to-log-group';
import type { AuditEvent } from '../../../triggers/audit/gather/read-events';
import { readFunction } from '../doctor/deployed-functions';
import { explain, UsageError } from '../../cli/errors';
import type { StackResources } from '../stack-resources';
import type { Target } from '../deployment';

export interface Trail {
  place: Place;
  /** Name or ARN, if there is one. */
  bus: string | undefined;
}

/** @throws UsageError if the function that keeps the trail is gone */
export async function findTrail(
  { lambda }: Target,
  { auditTrailName }: Pick<StackResources, 'auditTrailName'>,
): Promise<Trail> {
  const { environment } = await readFunction(lambda, auditTrailName);
  const { AUDIT_LOG_GROUP: logGroupName, AUDIT_LOG_STREAM: logStreamName } = environment;
  if (!logGroupName || !logStreamName) {
    throw new UsageError(`The function ${auditTrailName} keeps no audit trail: deploy anew.`);
  }
  return { place: { logGroupName, logStreamName }, bus: environment.EVENT_BUS };
}

export interface Question {
  sub?: string | undefined;
  event?: string | undefined;
  /** Epoch milliseconds. */
  since: number;
}

/** The events of a trail, oldest first, each once though it was told again. */
export async function readTrail(
  { logs }: Target,
  { place: { logGroupName } }: Trail,
  { since, ...wanted }: Question,
): Promise<AuditEvent[]> {
  const terms = Object.entries(wanted).flatMap(([field, value]) =>
    value === undefined ? [] : [`($.${field} = "${value}")`],
  );
  const pages = paginateFilterLogEvents(
    { client: logs },
    {
      logGroupName,
      startTime: since,
      ...(terms.length > 0 && { filterPattern: `{ ${terms.join(' && ')} }` }),
    },
  );
  const events = new Map<string, AuditEvent>();
  for await (const page of pages) {
    for (const { message = '' } of page.events ?? []) {
      const event = JSON.parse(message) as AuditEvent;
      events.set(event.id, event);
    }
  }
  return [...events.values()].sort((a, b) => a.time.localeCompare(b.time));
}

/**
 * Tells that an admin unlocked a user: the one event that no function tells.
 * @param name of the user, for people
 * @throws UsageError that says what AWS said: an unlock that no audit can tell of is no success
 */
export async function tellUnlocked(
  target: Target,
  stack: Pick<StackResources, 'auditTrailName'>,
  { sub, name }: { sub: string; name: string },
): Promise<void> {
  try {
    const { place, bus } = await findTrail(target, stack);
    const event: AuditEvent = {
      version: '1',
      id: randomUUID(),
      time: new Date().toISOString(),
      event: 'user.unlocked',
      sub,
      reason: await target.whoAmI(),
    };
    await keep(target.logs, place, [event]);
    if (bus) await publish(target.events, bus, [event]);
  } catch (error) {
    throw new UsageError(
      `${name} is unlocked, but the audit trail does not tell of it: ${explain(error)}`,
    );
  }
}
