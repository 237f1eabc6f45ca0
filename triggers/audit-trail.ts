import type { CloudWatchLogsEvent } from 'aws-lambda';
import { publish } from './trail/event-bus';
import { keep } from './trail/log-group';
import { readEvents } from './trail/read-events';

const bus = process.env.EVENT_BUS;

/**
 * Gathers what the other functions told by audit.ts, from their logs: into a log group of its own, and onto
 * a bus if there is one. Lambda tries again what fails, as a whole, so events may come more than once.
 */
export const handler = async ({ awslogs }: CloudWatchLogsEvent): Promise<void> => {
  const events = readEvents(awslogs.data);
  const results = await Promise.allSettled([keep(events), ...(bus ? [publish(events, bus)] : [])]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
};
