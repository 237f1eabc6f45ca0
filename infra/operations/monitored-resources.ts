import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** Namespace of what the functions count themselves. */
const NAMESPACE = 'EmailMfa';
/** The limit that Cognito gives a trigger, in milliseconds. */
export const TRIGGER_LIMIT = 5_000;

/** What there is to watch of one second factor. */
export interface Watched {
  /** Value of the dimension `service` of its metrics. */
  service: string;
  userPoolId: string;
  triggers: {
    defineAuthChallenge: IFunction;
    createAuthChallenge: IFunction;
    verifyAuthChallengeResponse: IFunction;
    preTokenGeneration: IFunction;
  };
  sendCode: IFunction;
  auditTrail: IFunction;
  /** Takes what could not be mailed, or written down. */
  failures: IQueue;
  configurationSetName: string;
}

const FIVE_MINUTES = Duration.minutes(5);

/** What the functions count, for example `counted(service, 'CodesRefused', { reason: 'EmailMfaLocked' })`. */
export function counted(
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

/** What SES knows of the account's reputation: shares of 1, over all that the account mails in the region. */
export const reputation = (metricName: 'Reputation.BounceRate' | 'Reputation.ComplaintRate') =>
  new Metric({
    namespace: 'AWS/SES',
    metricName,
    statistic: Stats.AVERAGE,
    period: Duration.hours(1),
  });

export const iteratorAge = ({ sendCode }: Watched, period = FIVE_MINUTES): IMetric =>
  sendCode.metric('IteratorAge', { statistic: Stats.MAXIMUM, period, label: 'oldest record' });

export const queued = ({ failures }: Watched): IMetric =>
  failures.metricApproximateNumberOfMessagesVisible({
    statistic: Stats.MAXIMUM,
    period: FIVE_MINUTES,
    label: 'messages',
  });
