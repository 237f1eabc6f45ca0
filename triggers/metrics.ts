import { requiredEnv } from './environment';
import type { LogFields } from './log';

const NAMESPACE = 'EmailMfa';

/**
 * Counts something without a call: CloudWatch makes a metric of a log line in the Embedded Metric Format,
 * under the dimension `Function`, and under `Function` and `Reason` if there is one. The line goes past
 * `console`, which with JSON logging would wrap it where CloudWatch does not look.
 * @param fields `reason` must be one of few, as every new one is a metric of its own; the others only
 *   stand in the line, to find what was counted
 */
export function count(name: string, fields: LogFields = {}): void {
  write({ Name: name, Unit: 'Count' }, 1, fields);
}

/** As {@link count}, for a duration. */
export function duration(name: string, milliseconds: number, fields: LogFields = {}): void {
  write({ Name: name, Unit: 'Milliseconds' }, milliseconds, fields);
}

function write(
  metric: { Name: string; Unit: string },
  value: number,
  { reason, ...properties }: LogFields,
): void {
  const line = {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [['Function'], ...(reason ? [['Function', 'Reason']] : [])],
          Metrics: [metric],
        },
      ],
    },
    ...properties,
    Function: requiredEnv('AWS_LAMBDA_FUNCTION_NAME'),
    Reason: reason,
    [metric.Name]: value,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
