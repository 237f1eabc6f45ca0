import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { CloudWatchLogsEvent, Context } from 'aws-lambda';
import { requiredEnv } from '../runtime/environment';
import { putOnEventBus } from '../audit/gather/to-event-bus';
import { putInLogGroup } from '../audit/gather/to-log-group';
import { readEvents } from '../audit/gather/read-events';

const stream = {
  logGroupName: requiredEnv('AUDIT_LOG_GROUP'),
  logStreamName: requiredEnv('AUDIT_LOG_STREAM'),
};
const sourceLogGroups = requiredEnv('SOURCE_LOG_GROUPS').split(',');
const bus = process.env.EVENT_BUS;

/** Nobody waits for the trail, so a slow or throttling service gets time, within the function's 30 s. */
const OPTIONS = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true },
};
const logs = new CloudWatchLogsClient(OPTIONS);
const eventBridge = new EventBridgeClient(OPTIONS);

/**
 * Copies the events that the other functions logged into a log group of their own, and onto a bus if one is
 * set. If anything fails, Lambda tries the whole batch again, so events may come more than once.
 */
export const handler = async (
  { awslogs }: CloudWatchLogsEvent,
  { invokedFunctionArn }: Pick<Context, 'invokedFunctionArn'>,
): Promise<void> => {
  const account = invokedFunctionArn.split(':')[4] ?? '';
  const events = readEvents(awslogs.data, { account, logGroups: sourceLogGroups });
  const results = await Promise.allSettled([
    putInLogGroup(logs, stream, events),
    bus && putOnEventBus(eventBridge, bus, events),
  ]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
};
