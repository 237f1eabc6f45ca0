import { randomUUID } from 'node:crypto';
import { serveJson, ServiceError } from './json-service';
import type { Endpoint } from './listen';

/** An entry of PutEvents, as it was put. */
interface Entry {
  EventBusName?: string;
  Source: string;
  DetailType: string;
  /** Epoch seconds. */
  Time?: number;
  Detail: string;
}

export interface EventBus extends Endpoint {
  /** All entries put on any bus, oldest first. */
  entries(): Entry[];
}

const MOST_ENTRIES = 10;
const MOST_BYTES = 262_144;
/** The oldest entries beyond this number are dropped: a stack may run for days. */
const KEPT = 20_000;

/** EventBridge's PutEvents. Every bus exists, and has no listeners. */
export async function startEventBus(port: number): Promise<EventBus> {
  const kept: Entry[] = [];
  const endpoint = await serveJson(
    'EventBridge',
    {
      PutEvents({ Entries }: { Entries: Entry[] }) {
        const bytes = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
        if (Entries.length === 0 || Entries.length > MOST_ENTRIES || bytes > MOST_BYTES) {
          const message = `1 to ${MOST_ENTRIES} entries of ${MOST_BYTES} bytes in all are allowed`;
          throw new ServiceError('ValidationException', message);
        }
        kept.push(...Entries);
        if (kept.length > KEPT) kept.splice(0, kept.length - KEPT);
        return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: randomUUID() })) };
      },
    },
    port,
  );
  return { ...endpoint, entries: () => kept };
}

const sizeOf = ({ Source, DetailType, Detail, Time }: Entry) =>
  (Time === undefined ? 0 : 14) + Buffer.byteLength(Source + DetailType + Detail);
