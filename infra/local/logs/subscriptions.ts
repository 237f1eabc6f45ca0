import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { gzipSync } from 'node:zlib';
import { LOCAL_CREDENTIALS } from '../credentials';
import { ACCOUNT_ID, REGION } from '../synth';
import type { Resource } from '../template';
import { compileLinePattern } from './filter-pattern';
import type { LogEvent, LogStore } from './store';

/** CloudWatch gathers lines for seconds before it delivers them. */
const GATHERING = 100;

/**
 * Delivers log lines to functions, as the template's subscription filters say.
 * @throws Error for a filter pattern or a destination that the local stack does not know
 */
export function startSubscriptions(filters: Resource[], store: LogStore, lambdaEndpoint: string) {
  const lambda = new LambdaClient({
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
    endpoint: lambdaEndpoint,
    maxAttempts: 1,
  });
  const timers = new Set<NodeJS.Timeout>();
  for (const { physicalId, logicalId, properties } of filters) {
    const { DestinationArn, FilterPattern, LogGroupName } = properties as Record<string, string>;
    if (!DestinationArn?.includes(':function:') || !LogGroupName) {
      throw new Error(`The local stack can only deliver log lines to functions (${logicalId})`);
    }
    const matches = compileLinePattern(FilterPattern ?? '');
    let gathered: LogEvent[] = [];
    const deliver = () => {
      const batch = { group: LogGroupName, filter: physicalId, events: gathered };
      gathered = [];
      const Payload = JSON.stringify({ awslogs: { data: pack(batch) } });
      lambda
        .send(new InvokeCommand({ FunctionName: DestinationArn, InvocationType: 'Event', Payload }))
        // The stack may be stopping; then nobody is left to hear of it.
        .catch(() => undefined);
    };
    store.watch(LogGroupName, (events) => {
      const first = gathered.length === 0;
      gathered.push(...events.filter(({ message }) => matches(message)));
      if (!first || gathered.length === 0) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        deliver();
      }, GATHERING);
      timers.add(timer);
    });
  }
  return {
    close: async () => {
      timers.forEach(clearTimeout);
      lambda.destroy();
    },
  };
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
