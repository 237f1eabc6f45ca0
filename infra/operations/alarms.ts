import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { MfaSettings } from '../constructs/read-props';
import { DistinctUsers } from './distinct-users';
import { accountAlarms, attackAlarms, guardAlarms } from './guard-alarms';
import type { AlarmSpec } from './alarm-spec';
import {
  ownMetric,
  iteratorAge,
  queued,
  reputation,
  TRIGGER_LIMIT,
  type MonitoredResources,
} from './monitored-resources';

export interface AlarmsProps {
  settings: MfaSettings;
  topic: ITopic;
  monitored: MonitoredResources;
}

/** The alarms. The runbook has a paragraph for each, under its name. */
export class Alarms extends Construct {
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { settings, topic, monitored }: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(topic);
    const users = new DistinctUsers(this, 'DistinctUsers', monitored);
    this.alarms = Object.entries(alarmSpecs(settings, monitored, users)).map(([name, spec]) => {
      const { meaning, metric, threshold, periods: [breaching, of] = [1, 1] } = spec;
      const alarm = new Alarm(this, name, {
        alarmName: `${monitored.service}-${name}`,
        alarmDescription: `${meaning} What to do: ${settings.runbookUrl}#${name.toLowerCase()}`,
        metric,
        threshold,
        comparisonOperator: spec.below
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: of,
        datapointsToAlarm: breaching,
        treatMissingData: spec.missing ?? TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
  }
}

function alarmSpecs(
  settings: MfaSettings,
  monitored: MonitoredResources,
  users: DistinctUsers,
): Record<string, AlarmSpec> {
  return {
    ...mailAlarms(settings, monitored),
    ...triggerAlarms(monitored),
    ...attackAlarms(settings, monitored, users),
    ...guardAlarms(monitored),
    ...(monitored.hasAccountApi ? accountAlarms(monitored) : {}),
  };
}

function mailAlarms(
  settings: MfaSettings,
  monitored: MonitoredResources,
): Record<string, AlarmSpec> {
  const { service } = monitored;
  const minute = Duration.minutes(1);
  return {
    CodesNotMailed: {
      meaning: 'Users who enter their password get no code by email.',
      // Failed sends count as well. A code created in one period and sent in the next looks lost in the first
      // one, so the alarm needs two periods out of three.
      metric: new MathExpression({
        expression:
          '100 * (created - FILL(mailed, 0) + FILL(locks, 0) + FILL(changes, 0) + FILL(resets, 0)) / created',
        usingMetrics: {
          created: ownMetric(service, 'CodesCreated'),
          mailed: ownMetric(service, 'MailSent'),
          locks: ownMetric(service, 'MailSent', { reason: 'LOCK_NOTICE' }),
          changes: ownMetric(service, 'MailSent', { reason: 'ADDRESS_NOTICE' }),
          resets: ownMetric(service, 'MailSent', { reason: 'PASSWORD_NOTICE' }),
        },
        period: Duration.minutes(5),
        label: '% of codes not mailed',
      }),
      threshold: 20,
      periods: [2, 3],
      // A period without sign-ins does not show that email works again.
      missing: TreatMissingData.IGNORE,
    },
    MailsLate: {
      meaning: 'Codes reach users late, or after they have expired.',
      metric: iteratorAge(monitored, minute),
      threshold: thirdOf(settings.codeLifetime),
      periods: [2, 3],
      // No data means that nothing waits. If nothing reads the stream, CodesNotMailed goes off.
    },
    FailuresQueued: {
      meaning:
        'Codes were not sent before they expired, or SES feedback or audit events were not recorded.',
      metric: queued(monitored),
      threshold: 1,
      // SQS stops sending data about an inactive queue, even if it holds messages.
      missing: TreatMissingData.IGNORE,
    },
    // SES reviews and pauses whole accounts by these rates. Our own counts would not match them, and one bounce
    // among few emails is a high rate. The thresholds are 80 % of those of SES's review: 5 % and 0.1 %.
    BounceRate: {
      meaning:
        'So much email of this AWS account bounces that SES may stop all of it, including codes.',
      metric: reputation('Reputation.BounceRate'),
      threshold: 0.04,
      missing: TreatMissingData.IGNORE,
    },
    ComplaintRate: {
      meaning:
        'So much email of this AWS account is reported as spam that SES may stop all of it, including codes.',
      metric: reputation('Reputation.ComplaintRate'),
      threshold: 0.0008,
      missing: TreatMissingData.IGNORE,
    },
  };
}

function triggerAlarms({ service, triggers }: MonitoredResources): Record<string, AlarmSpec> {
  const {
    defineAuthChallenge: define,
    createAuthChallenge: create,
    verifyAuthChallengeResponse: verify,
    preTokenGeneration: guard,
  } = triggers;
  const period = Duration.minutes(5);
  const ofAll = (expression: string, metricName: string, statistic: string) =>
    new MathExpression({
      expression,
      usingMetrics: {
        define: define.metric(metricName, { statistic }),
        create: create.metric(metricName, { statistic }),
        verify: verify.metric(metricName, { statistic }),
        guard: guard.metric(metricName, { statistic }),
      },
      period,
      label: metricName,
    });
  return {
    TriggersFailing: {
      meaning: 'Sign-ins fail with the message that sign-in is unavailable.',
      metric: ownMetric(service, 'TriggerFailures'),
      // One or two can be transient.
      threshold: 3,
    },
    TriggersCrashing: {
      meaning: 'Sign-ins fail because a function crashes before it can report an error.',
      // Lambda counts refusals as errors, so this subtracts everything that the functions counted themselves.
      // Those counts can arrive later than the errors, so one period is not enough.
      metric: new MathExpression({
        expression: [
          'FILL(create, 0) + FILL(verify, 0) + FILL(guard, 0)',
          'FILL(failed, 0) - FILL(refused, 0)',
        ].join(' - '),
        usingMetrics: {
          create: create.metricErrors(),
          verify: verify.metricErrors(),
          guard: guard.metricErrors(),
          failed: ownMetric(service, 'TriggerFailures'),
          refused: ownMetric(service, 'RefusalsThrown'),
        },
        period,
        label: 'errors not counted by the functions',
      }),
      threshold: 3,
      periods: [2, 3],
    },
    DefineErrors: {
      meaning: 'Some or all sign-ins fail at their first function.',
      // Define refuses in its answer, never with an error.
      metric: define.metricErrors({ period }),
      threshold: 1,
    },
    TriggersThrottled: {
      meaning: 'Sign-ins fail because the account has reached its Lambda concurrency limit.',
      metric: ofAll('SUM([define, create, verify, guard])', 'Throttles', Stats.SUM),
      threshold: 1,
    },
    TriggersSlow: {
      meaning: 'Sign-ins are slow and about to fail, as Cognito waits 5 s for a function.',
      metric: ofAll('MAX([define, create, verify, guard])', 'Duration', Stats.p(99)),
      threshold: 0.8 * TRIGGER_LIMIT,
      periods: [2, 3],
    },
  };
}

/** In milliseconds. A lifetime that is only known at deployment counts as three minutes. */
const thirdOf = (codeLifetime: Duration): number =>
  (codeLifetime.isUnresolved() ? Duration.minutes(3) : codeLifetime).toMilliseconds() / 3;
