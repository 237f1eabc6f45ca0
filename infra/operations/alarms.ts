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
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Settings } from '../settings/settings';
import {
  counted,
  iteratorAge,
  queued,
  reputation,
  TRIGGER_LIMIT,
  type Watched,
} from './monitored-resources';

export interface AlarmsProps {
  settings: Settings;
  watched: Watched;
}

interface Watch {
  /** What it means for users, in one sentence. */
  meaning: string;
  metric: IMetric;
  /** The alarm goes off at this value. */
  threshold: number;
  /** So many of so many periods; one of one if left out. */
  periods?: [breaching: number, of: number];
  /** What a period without data says; {@link TreatMissingData.NOT_BREACHING} if left out. */
  missing?: TreatMissingData;
}

/** Alarms, each with its paragraph in the runbook under its name. */
export class Alarms extends Construct {
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { settings, watched }: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(Topic.fromTopicArn(this, 'Topic', settings.alarmTopic));
    this.alarms = Object.entries(watches(settings, watched)).map(([name, watch]) => {
      const { meaning, metric, threshold, periods: [breaching, of] = [1, 1] } = watch;
      const alarm = new Alarm(this, name, {
        alarmName: `${watched.service}-${name}`,
        alarmDescription: `${meaning} What to do: ${settings.runbookUrl}#${name.toLowerCase()}`,
        metric,
        threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: of,
        datapointsToAlarm: breaching,
        treatMissingData: watch.missing ?? TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
  }
}

function watches(settings: Settings, watched: Watched): Record<string, Watch> {
  return {
    ...mailWatches(settings, watched),
    ...triggerWatches(watched),
    ...attackWatches(settings, watched),
  };
}

function mailWatches(settings: Settings, watched: Watched): Record<string, Watch> {
  const { service } = watched;
  const minute = Duration.minutes(1);
  return {
    CodesNotMailed: {
      meaning: 'People who enter their password get no code by mail.',
      // Failed ones count: who gets no code does not care why. A code made in one period and mailed in the
      // next looks lost in the first; in two periods out of three only codes that stay away do.
      metric: new MathExpression({
        expression: '100 * (created - FILL(mailed, 0) + FILL(notices, 0)) / created',
        usingMetrics: {
          created: counted(service, 'CodesCreated'),
          mailed: counted(service, 'MailSent'),
          notices: counted(service, 'MailSent', { reason: 'LOCK_NOTICE' }),
        },
        period: Duration.minutes(5),
        label: '% of codes not mailed',
      }),
      threshold: 20,
      periods: [2, 3],
      // Nobody signing in is no sign that mails go out again.
      missing: TreatMissingData.IGNORE,
    },
    MailsLate: {
      meaning: 'Codes reach people late, or when they work no more.',
      metric: iteratorAge(watched, minute),
      threshold: (settings.codeLifetime * 60_000) / 3,
      periods: [2, 3],
      // Nothing read means nothing waits; that nobody reads the stream is for CodesNotMailed.
    },
    FailuresQueued: {
      meaning:
        'Codes could not be mailed while they worked, or news of bounces or audit events were not written down.',
      metric: queued(watched),
      threshold: 1,
      // SQS stops telling of a queue that nobody touched for hours, with messages in it or not.
      missing: TreatMissingData.IGNORE,
    },
    // SES reviews and pauses whole accounts, by these figures. Own counts would be about other mails, and a
    // single bounce among few is a high rate. Four fifths of where SES's review begins: 5 % and 0.1 %.
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

function triggerWatches({ service, triggers }: Watched): Record<string, Watch> {
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
      metric: counted(service, 'TriggerFailures'),
      // One or two pass by themselves, and are no reason to wake anybody.
      threshold: 3,
    },
    TriggersCrashing: {
      meaning: 'Sign-ins fail, and the functions behind them die too early to say why.',
      // Refusals are errors to Lambda: what is left when all that was counted is taken off. The counts may
      // come in a little later than the errors, so one period proves nothing.
      metric: new MathExpression({
        expression: [
          'FILL(create, 0) + FILL(verify, 0) + FILL(guard, 0)',
          'FILL(failed, 0) - FILL(refused, 0) + FILL(early, 0) - FILL(guarded, 0)',
        ].join(' - '),
        usingMetrics: {
          create: create.metricErrors(),
          verify: verify.metricErrors(),
          guard: guard.metricErrors(),
          failed: counted(service, 'TriggerFailures'),
          refused: counted(service, 'CodesRefused'),
          // The one refusal that is an answer, and no error.
          early: counted(service, 'CodesRefused', { reason: 'RESEND_TOO_EARLY' }),
          guarded: counted(service, 'GuardRefusals'),
        },
        period,
        label: 'errors that nobody counted',
      }),
      threshold: 3,
      periods: [2, 3],
    },
    DefineErrors: {
      meaning: 'Nobody can sign in, or some can not: the first function of a sign-in fails.',
      // It refuses by its answer, never by an error.
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

function attackWatches(
  settings: Settings,
  { service, auditTrail }: Watched,
): Record<string, Watch> {
  const period = Duration.hours(1);
  return {
    LockOuts: {
      meaning:
        'Somebody with passwords of several people guesses codes, and locks these people out.',
      metric: counted(service, 'UsersLocked', { period }),
      threshold: settings.lockAlarm,
    },
    GuardRefusals: {
      meaning: 'Somebody, or an app of yours, signs in past the code and is refused.',
      metric: counted(service, 'GuardRefusals', { period }),
      threshold: settings.guardAlarm,
    },
    AuditTrailFailing: {
      meaning: 'Nobody notices, but who signed in and who was refused is not written down.',
      metric: auditTrail.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      // Lambda tries three times within minutes: what passes is no reason to wake anybody.
      periods: [2, 3],
    },
  };
}
