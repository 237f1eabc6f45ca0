import { requiredEnv } from './environment';

const NAMESPACE = 'EmailMfa';

/**
 * Counts something without a call: CloudWatch makes a metric of a log line in the Embedded Metric Format.
 * Under the dimension `Function`, and under `Function` and `Reason` where one is given. The line goes past
 * `console`, which with JSON logging would wrap it where CloudWatch does not look.
 * @param reason one of few: every new one is a metric of its own
 */
export function count(name: string, reason?: string): void {
  write({ Name: name, Unit: 'Count' }, 1, reason);
}

/** A duration, as {@link count} counts. @param milliseconds from some point in time to now */
export function duration(name: string, milliseconds: number): void {
  write({ Name: name, Unit: 'Milliseconds' }, milliseconds);
}

function write(metric: { Name: string; Unit: string }, value: number, reason?: string): void {
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
    Function: requiredEnv('AWS_LAMBDA_FUNCTION_NAME'),
    ...(reason && { Reason: reason }),
    [metric.Name]: value,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
