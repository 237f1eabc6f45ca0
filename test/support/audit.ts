import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';
import type { AuditEvent } from '../../triggers/audit/gather/read-events';
import { until } from './until';

/** The messages of the audit trail, oldest first. */
export async function trailOf(stack: StackFacts): Promise<string[]> {
  const client = new CloudWatchLogsClient(clientOptions(stack, 'logs'));
  const messages: string[] = [];
  const pages = paginateFilterLogEvents({ client }, { logGroupName: stack.auditLogGroup });
  for await (const { events = [] } of pages) {
    messages.push(...events.map(({ message = '' }) => message));
  }
  return messages;
}

/** The events of the trail, oldest first, that hold all of `wanted`. */
export async function auditOf(
  stack: StackFacts,
  wanted: Partial<AuditEvent>,
): Promise<AuditEvent[]> {
  return eventsIn(await trailOf(stack), wanted);
}

/** The same from the event bus. */
export async function busOf(stack: StackFacts, wanted: Partial<AuditEvent>): Promise<AuditEvent[]> {
  return eventsIn(
    (await putOnBus(stack)).map(({ Detail }) => Detail),
    wanted,
  );
}

/** Everything that was put on the event bus, oldest first. */
export async function putOnBus({
  endpoints,
}: StackFacts): Promise<
  { EventBusName: string; Source: string; DetailType: string; Detail: string }[]
> {
  return (await fetch(`${endpoints.gateway}/control/events`)).json() as never;
}

function eventsIn(messages: string[], wanted: Partial<AuditEvent>): AuditEvent[] {
  const names = Object.keys(wanted);
  return messages
    .map((message) => JSON.parse(message) as AuditEvent)
    .filter((event) => names.every((name) => event[name] === wanted[name]));
}

/** Waits until the trail holds so many events, and gives those. */
export async function auditWhen(
  stack: StackFacts,
  wanted: Partial<AuditEvent>,
  count: number,
): Promise<AuditEvent[]> {
  await until(async () => (await auditOf(stack, wanted)).length >= count);
  return auditOf(stack, wanted);
}
