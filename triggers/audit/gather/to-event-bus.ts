import {
  PutEventsCommand,
  type EventBridgeClient,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { setTimeout as sleep } from 'node:timers/promises';
import { inBatches } from './batches';
import type { AuditEvent } from './read-events';

const SOURCE = 'cognito-email-mfa';
/** Tries for the events that the bus refused, as it may refuse some of a request. */
const TRIES = 4;

/** EventBridge's limits of one PutEvents; the time counts as 14 bytes. */
const LIMITS = {
  items: 10,
  bytes: 262_144,
  bytesOf: ({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry) =>
    14 + Buffer.byteLength(Source + DetailType + Detail),
};

/**
 * Puts events on a bus.
 * @param bus name or ARN
 * @throws Error if any of them may be missing; it is safe to put all of them again
 */
export async function putOnEventBus(
  client: EventBridgeClient,
  bus: string,
  events: AuditEvent[],
): Promise<void> {
  const entries = events.map((event) => ({
    EventBusName: bus,
    Source: SOURCE,
    DetailType: `Email MFA ${event.event}`,
    Time: new Date(event.time),
    Detail: JSON.stringify(event),
  }));
  for (const batch of inBatches(entries, LIMITS)) await put(client, batch);
}

async function put(client: EventBridgeClient, entries: PutEventsRequestEntry[]): Promise<void> {
  let left = entries;
  for (let tries = 1; ; tries++) {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: left }));
    const errors = Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []);
    if (errors.length === 0) return;
    if (tries === TRIES) throw new Error(`The bus refused events: ${errors.join(', ')}`);
    left = left.filter((_, index) => Entries[index]?.ErrorCode);
    await sleep(Math.random() * 100 * 2 ** tries);
  }
}
