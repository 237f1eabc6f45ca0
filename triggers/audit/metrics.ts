import { requiredEnv } from '../runtime/environment';
import type { LogFields } from './log';

const NAMESPACE = 'EmailMfa';
/** One per deployment, so that several in one account stay apart. */
const service = requiredEnv('SERVICE_NAME');

/**
 * Counts something without a call: CloudWatch makes metrics from a log line in the Embedded Metric Format,
 * with the dimension `service`, and with `service` and `reason` if there is a reason.
 * @param fields `reason` must be one of few values, as each is a metric of its own; the other fields are in
 *   the log line only
 * @param value what is counted
 * @param durations further metrics of the same line, in milliseconds
 */
export function count(
  name: string,
  { reason, ...fields }: LogFields & { event: string },
  durations: Record<string, number> = {},
  value = 1,
): void {
  const Metrics = [
    { Name: name, Unit: 'Count' },
    ...Object.keys(durations).map((Name) => ({ Name, Unit: 'Milliseconds' })),
  ];
  const Dimensions = [['service'], ...(reason ? [['service', 'reason']] : [])];
  const told = Object.entries(fields).filter(([, content]) => content !== undefined);
  const line = {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions, Metrics }],
    },
    ...Object.fromEntries(told.map(([field, content]) => [field, String(content)])),
    service,
    ...(reason && { reason }),
    [name]: value,
    ...durations,
  };
  // Not by console, whose lines Lambda wraps in its own JSON: CloudWatch finds the format at the top of a line only.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
