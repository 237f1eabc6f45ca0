import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { MfaSettings } from '../constructs/read-props';
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

interface AlarmSpec {
  /** What it means for users, in one sentence. */
  meaning: string;
  metric: IMetric;
  /** The alarm goes off at or above this value. */
  threshold: number;
  /** Breaching periods, out of how many. Default: one of one. */
  periods?: [breaching: number, of: number];
  /** How a period without data counts. Default: {@link TreatMissingData.NOT_BREACHING}. */
  missing?: TreatMissingData;
}

/** The alarms. The runbook has a paragraph for each, under its name. */
export class Alarms extends Construct {
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { settings, topic, monitored }: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(topic);
    this.alarms = Object.entries(alarmSpecs(settings, monitored)).map(([name, spec]) => {
      const { meaning, metric, threshold, periods: [breaching, of] = [1, 1] } = spec;
      const alarm = new Alarm(this, name, {
        alarmName: `${monitored.service}-${name}`,
        alarmDescription: `${meaning} What to do: ${settings.runbookUrl}#${name.toLowerCase()}`,
        metric,
        threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
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
): Record<string, AlarmSpec> {
  return {
    ...mailAlarms(settings, monitored),
    ...triggerAlarms(monitored),
    ...attackAlarms(settings, monitored),
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
      meaning: 'People who enter their password get no code by mail.',
      // Failed sends count as well. A code created in one period and sent in the next looks lost in the first
      // one, so the alarm needs two periods out of three.
      metric: new MathExpression({
        expression: '100 * (created - FILL(mailed, 0) + FILL(notices, 0)) / created',
        usingMetrics: {
          created: ownMetric(service, 'CodesCreated'),
          mailed: ownMetric(service, 'MailSent'),
          notices: ownMetric(service, 'MailSent', { reason: 'LOCK_NOTICE' }),
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
      meaning: 'Codes reach people late, or when they work no more.',
      metric: iteratorAge(monitored, minute),
      threshold: thirdOf(settings.codeLifetime),
      periods: [2, 3],
      // No data means that nothing waits. If nothing reads the stream, CodesNotMailed goes off.
    },
    FailuresQueued: {
      meaning:
        'Codes could not be mailed while they worked, or news of bounces or audit events were not written down.',
      metric: queued(monitored),
      threshold: 1,
      // SQS stops sending data about an inactive queue, even if it holds messages.
      missing: TreatMissingData.IGNORE,
    },
    // SES reviews and pauses whole accounts by these rates. Our own counts would not match them, and one bounce
    // among few emails is a high rate. The thresholds are 80 % of those of SES's review: 5 % and 0.1 %.
    BounceRate: {
      meaning:
        'So many mails of this AWS account bounce that SES may soon stop all of them, codes too.',
      metric: reputation('Reputation.BounceRate'),
      threshold: 0.04,
      missing: TreatMissingData.IGNORE,
    },
    ComplaintRate: {
      meaning:
        'So many people report mails of this AWS account as spam that SES may soon stop all of them, codes too.',
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
      meaning: 'Sign-ins end with "not possible at the moment".',
      metric: ownMetric(service, 'TriggerFailures'),
      // One or two can be transient.
      threshold: 3,
    },
    TriggersCrashing: {
      meaning: 'Sign-ins fail, and the functions behind them die too early to say why.',
      // Lambda counts refusals as errors, so this subtracts everything that the functions counted themselves.
      // Those counts can arrive later than the errors, so one period is not enough.
      metric: new MathExpression({
        expression: [
          'FILL(create, 0) + FILL(verify, 0) + FILL(guard, 0)',
          'FILL(failed, 0) - FILL(refused, 0) + FILL(early, 0) - FILL(guarded, 0)',
        ].join(' - '),
        usingMetrics: {
          create: create.metricErrors(),
          verify: verify.metricErrors(),
          guard: guard.metricErrors(),
          failed: ownMetric(service, 'TriggerFailures'),
          refused: ownMetric(service, 'CodesRefused'),
          // The one refusal that is an answer, not an error.
          early: ownMetric(service, 'CodesRefused', { reason: 'RESEND_TOO_EARLY' }),
          guarded: ownMetric(service, 'GuardRefusals'),
        },
        period,
        label: 'errors that nobody counted',
      }),
      threshold: 3,
      periods: [2, 3],
    },
    DefineErrors: {
      meaning: 'Nobody can sign in, or some can not: the first function of a sign-in fails.',
      // Define refuses in its answer, never with an error.
      metric: define.metricErrors({ period }),
      threshold: 1,
    },
    TriggersThrottled: {
      meaning: 'Sign-ins fail because AWS runs no more functions of this account at once.',
      metric: ofAll('SUM([define, create, verify, guard])', 'Throttles', Stats.SUM),
      threshold: 1,
    },
    TriggersSlow: {
      meaning: 'Sign-ins are slow and about to fail: Cognito waits 5 s for a function.',
      metric: ofAll('MAX([define, create, verify, guard])', 'Duration', Stats.p(99)),
      threshold: 0.8 * TRIGGER_LIMIT,
      periods: [2, 3],
    },
  };
}

function attackAlarms(
  settings: MfaSettings,
  { service, auditTrail }: MonitoredResources,
): Record<string, AlarmSpec> {
  const period = Duration.hours(1);
  return {
    LockOuts: {
      meaning:
        'Somebody with passwords of several people guesses codes, and locks these people out.',
      metric: ownMetric(service, 'UsersLocked', { period }),
      threshold: settings.lockAlarm,
    },
    GuardRefusals: {
      meaning: 'Somebody, or an app of yours, signs in past the code and is refused.',
      metric: ownMetric(service, 'GuardRefusals', { period }),
      threshold: settings.guardAlarm,
    },
    AuditTrailFailing: {
      meaning: 'Nobody notices, but who signed in and who was refused is not written down.',
      metric: auditTrail.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      // Lambda retries within minutes, so one period can be transient.
      periods: [2, 3],
    },
  };
}

/** In milliseconds. A lifetime that is only known at deployment counts as three minutes. */
const thirdOf = (codeLifetime: Duration): number =>
  (codeLifetime.isUnresolved() ? Duration.minutes(3) : codeLifetime).toMilliseconds() / 3;
