import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import { requiredEnv } from '../runtime/environment';
import { publish } from '../audit/gather/to-event-bus';
import { keep } from '../audit/gather/to-log-group';
import { readEvents } from '../audit/gather/read-events';

const place = {
  logGroupName: requiredEnv('AUDIT_LOG_GROUP'),
  logStreamName: requiredEnv('AUDIT_LOG_STREAM'),
};
const bus = process.env.EVENT_BUS;

/** Nobody waits for the trail: a service that is throttling or slow gets time, within the function's 30 s. */
const OPTIONS = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true },
};
const logs = new CloudWatchLogsClient(OPTIONS);
const eventBridge = new EventBridgeClient(OPTIONS);

/**
 * Gathers what the other functions told by audit.ts, from their logs: into a log group of its own, and onto
 * a bus if there is one. Lambda tries again what fails, as a whole, so events may come more than once.
 */
export const handler = async ({ awslogs }: CloudWatchLogsEvent): Promise<void> => {
  const events = readEvents(awslogs.data);
  const results = await Promise.allSettled([
    keep(logs, place, events),
    bus && publish(eventBridge, bus, events),
  ]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
};
