import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { requiredEnv } from '../runtime/environment';
import type { LogFields } from './log';

const metrics = new Metrics({
  namespace: 'EmailMfa',
  // One for each second factor that is deployed, so that those of one account don't mix.
  serviceName: requiredEnv('POWERTOOLS_SERVICE_NAME'),
});

/**
 * Counts something without a call: CloudWatch makes metrics of a log line in the Embedded Metric Format,
 * under the dimension `service`, and under `service` and `reason` if there is one.
 * @param fields `reason` must be one of few, as every new one is a metric of its own; the others only
 *   stand in the line, to find what was counted
 * @param durations further metrics of the same line, in milliseconds
 */
export function count(
  name: string,
  { reason, ...fields }: LogFields & { event: string },
  durations: Record<string, number> = {},
): void {
  if (reason) metrics.addDimensions({}).addDimensions({ reason });
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) metrics.addMetadata(field, String(value));
  }
  metrics.addMetric(name, MetricUnit.Count, 1);
  for (const [duration, milliseconds] of Object.entries(durations)) {
    metrics.addMetric(duration, MetricUnit.Milliseconds, milliseconds);
  }
  metrics.publishStoredMetrics();
}
