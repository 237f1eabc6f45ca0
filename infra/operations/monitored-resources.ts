import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ByTrigger } from '../pool/lambda-config';

/** Namespace of the functions' own metrics. */
const NAMESPACE = 'EmailMfa';
/** Milliseconds that Cognito waits for a trigger. */
export const TRIGGER_LIMIT = 5_000;

/** The resources of one second factor that dashboard and alarms monitor. */
export interface MonitoredResources {
  /** Value of the dimension `service`. */
  service: string;
  userPoolId: string;
  triggers: ByTrigger<IFunction>;
  sendCode: IFunction;
  auditTrail: IFunction;
  /** Log group of the audit events. */
  auditLogGroup: ILogGroup;
  /** On-failure queue of mailer, feedback and audit trail. */
  failures: IQueue;
  configurationSetName: string;
  hasAccountApi: boolean;
}

const FIVE_MINUTES = Duration.minutes(5);

/** A metric that the functions write, for example `ownMetric(service, 'CodesRefused', { reason: 'EmailMfaLocked' })`. */
export function ownMetric(
  service: string,
  metricName: string,
  {
    reason,
    period = FIVE_MINUTES,
    statistic = Stats.SUM,
    label = reason ?? metricName,
  }: { reason?: string; period?: Duration; statistic?: string; label?: string } = {},
): Metric {
  const dimensionsMap = { service, ...(reason && { reason }) };
  return new Metric({ namespace: NAMESPACE, metricName, dimensionsMap, period, statistic, label });
}

/** SES's reputation metrics: rates from 0 to 1, over all email of the account in the region. */
export const reputation = (metricName: 'Reputation.BounceRate' | 'Reputation.ComplaintRate') =>
  new Metric({
    namespace: 'AWS/SES',
    metricName,
    statistic: Stats.AVERAGE,
    period: Duration.hours(1),
  });

export const iteratorAge = ({ sendCode }: MonitoredResources, period = FIVE_MINUTES): IMetric =>
  sendCode.metric('IteratorAge', { statistic: Stats.MAXIMUM, period, label: 'oldest record' });

export const queued = ({ failures }: MonitoredResources): IMetric =>
  failures.metricApproximateNumberOfMessagesVisible({
    statistic: Stats.MAXIMUM,
    period: FIVE_MINUTES,
    label: 'messages',
  });
