import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { randomUUID } from 'node:crypto';
import { putOnEventBus } from '../../../triggers/audit/gather/to-event-bus';
import { putInLogGroup, type LogStreamName } from '../../../triggers/audit/gather/to-log-group';
import type { AuditEvent } from '../../../triggers/audit/gather/read-events';
import { readFunction } from '../../pool/deployed-functions';
import { CommandError, explain } from '../../cli/errors';
import type { FindResource } from '../stack-resources';
import type { Deployment } from '../deployment';

/** Where the audit trail of a deployment is kept. */
export interface Trail {
  place: LogStreamName;
  /** Name or ARN of the event bus, if one is set. */
  bus: string | undefined;
}

/** @throws CommandError if the function that keeps the trail is missing */
export async function findTrail({ lambda }: Deployment, resource: FindResource): Promise<Trail> {
  const name = resource('auditTrail');
  const { environment } = await readFunction(lambda, name);
  const { AUDIT_LOG_GROUP: logGroupName, AUDIT_LOG_STREAM: logStreamName } = environment;
  if (!logGroupName || !logStreamName) {
    throw new CommandError(`Function ${name} has no audit trail configured. Deploy again.`);
  }
  return { place: { logGroupName, logStreamName }, bus: environment.EVENT_BUS };
}

export interface EventFilter {
  sub?: string | undefined;
  event?: string | undefined;
  /** Epoch milliseconds. */
  since: number;
}

/** The events of a trail, oldest first. An event that was delivered twice appears once. */
export async function readTrail(
  { logs }: Deployment,
  { place: { logGroupName } }: Trail,
  { since, ...wanted }: EventFilter,
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
 * Writes the audit event of what an admin did, outside the functions.
 * @param done what was done, for the error message
 * @throws CommandError with the reason: such an act without an audit event is a failure
 */
export async function recordByAdmin(
  deployment: Deployment,
  resource: FindResource,
  {
    event: name,
    sub,
    done,
  }: {
    event: 'user.unlocked' | 'address.confirmed' | 'browser.forgotten';
    sub: string;
    done: string;
  },
): Promise<void> {
  try {
    const { place, bus } = await findTrail(deployment, resource);
    const event: AuditEvent = {
      version: '1',
      id: randomUUID(),
      time: new Date().toISOString(),
      event: name,
      sub,
      reason: await deployment.whoAmI(),
    };
    await putInLogGroup(deployment.logs, place, [event]);
    if (bus) await putOnEventBus(deployment.events, bus, [event]);
  } catch (error) {
    throw new CommandError(`${done}, but the audit event could not be written: ${explain(error)}`);
  }
}
