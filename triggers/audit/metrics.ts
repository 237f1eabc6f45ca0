import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { requiredEnv } from '../runtime/environment';
import type { LogFields } from './log';

const metrics = new Metrics({
  namespace: 'EmailMfa',
  // One per deployment, so that several in one account stay apart.
  serviceName: requiredEnv('POWERTOOLS_SERVICE_NAME'),
});

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
  if (reason) metrics.addDimensions({}).addDimensions({ reason });
  for (const [field, content] of Object.entries(fields)) {
    if (content !== undefined) metrics.addMetadata(field, String(content));
  }
  metrics.addMetric(name, MetricUnit.Count, value);
  for (const [duration, milliseconds] of Object.entries(durations)) {
    metrics.addMetric(duration, MetricUnit.Milliseconds, milliseconds);
  }
  metrics.publishStoredMetrics();
}
