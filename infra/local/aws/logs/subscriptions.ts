import { gzipSync } from 'node:zlib';
import { EventSender } from '../lambda/event-sender';
import { ACCOUNT_ID } from '../account';
import type { Resource } from '../cloudformation/local-template';
import { compileLinePattern } from './line-pattern';
import type { LogEvent, LogStore } from './log-store';

/** Milliseconds. CloudWatch collects lines for seconds before it delivers them. */
const COLLECTING = 100;

/**
 * Delivers log lines to functions, as the template's subscription filters say.
 * @throws Error for a filter pattern or a destination that the local stack does not support
 */
export function startSubscriptions(filters: Resource[], store: LogStore, lambdaEndpoint: string) {
  const sender = new EventSender(lambdaEndpoint);
  for (const { physicalId, logicalId, properties } of filters) {
    const { DestinationArn, FilterPattern, LogGroupName } = properties as Record<string, string>;
    if (!DestinationArn?.includes(':function:') || !LogGroupName) {
      throw new Error(`The local stack can only deliver log lines to functions (${logicalId})`);
    }
    const matches = compileLinePattern(FilterPattern ?? '');
    let collected: LogEvent[] = [];
    const deliver = () => {
      const batch = { group: LogGroupName, filter: physicalId, events: collected };
      collected = [];
      sender.send(DestinationArn, { awslogs: { data: pack(batch) } });
    };
    store.watch(LogGroupName, (events) => {
      const first = collected.length === 0;
      collected.push(...events.filter(({ message }) => matches(message)));
      if (first && collected.length > 0) sender.later(COLLECTING, deliver);
    });
  }
  return sender;
}

function pack({ group, filter, events }: { group: string; filter: string; events: LogEvent[] }) {
  const batch = {
    messageType: 'DATA_MESSAGE',
    owner: ACCOUNT_ID,
    logGroup: group,
    logStream: events[0]?.logStreamName,
    subscriptionFilters: [filter],
    logEvents: events.map(({ id, timestamp, message }) => ({ id, timestamp, message })),
  };
  return gzipSync(JSON.stringify(batch)).toString('base64');
}
