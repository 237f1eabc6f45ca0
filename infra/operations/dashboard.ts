import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  Metric,
  PeriodOverride,
  Stats,
  TextWidget,
  TextWidgetBackground,
  type GraphWidget,
  type IAlarm,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MfaSettings } from '../constructs/read-props';
import { byReason, graph, line } from './graphs';
import {
  ownMetric,
  iteratorAge,
  queued,
  reputation,
  TRIGGER_LIMIT,
  type MonitoredResources,
} from './monitored-resources';

export interface SignInDashboardProps {
  settings: MfaSettings;
  monitored: MonitoredResources;
  alarms: IAlarm[];
}

const WIDTH = 24;
const LATE = 60_000;

/** A page for someone who was just paged: three questions, each with the metrics that answer it. */
export class SignInDashboard extends Construct {
  constructor(scope: Construct, id: string, { settings, monitored, alarms }: SignInDashboardProps) {
    super(scope, id);
    const dashboard = new Dashboard(this, 'Dashboard', {
      // Dashboard names are unique per account, not per region.
      dashboardName: `${monitored.service}-${Stack.of(this).region}`,
      defaultInterval: Duration.hours(3),
      periodOverride: PeriodOverride.INHERIT,
    });
    dashboard.addWidgets(
      new TextWidget({
        width: alarms.length > 0 ? WIDTH / 2 : WIDTH,
        height: 5,
        markdown: introduction(settings, monitored),
      }),
      ...(alarms.length > 0
        ? [new AlarmStatusWidget({ title: 'Alarms', alarms, width: WIDTH / 2, height: 5 })]
        : []),
    );
    const rows = {
      '# Is sign-in working?\nCodes created and codes used should rise together, and sign-ins with codes used and remembered browsers.':
        signingIn(monitored),
      '# Is email being sent?\nEvery code created should be sent within seconds.':
        mailing(monitored),
      '# Is someone attacking?\nAnyone who is asked for a code has entered the password.':
        attacking(monitored),
    };
    for (const [markdown, graphs] of Object.entries(rows)) {
      dashboard.addWidgets(
        new TextWidget({
          width: WIDTH,
          height: 2,
          markdown,
          background: TextWidgetBackground.TRANSPARENT,
        }),
      );
      dashboard.addWidgets(...graphs);
    }
  }
}

function introduction(
  { productName, runbookUrl }: MfaSettings,
  { userPoolId }: MonitoredResources,
): string {
  const link = runbookUrl.startsWith('https:')
    ? `[**the runbook**](${runbookUrl})`
    : `**the runbook**, \`${runbookUrl}\` in the repository`;
  return [
    `# Sign-in of ${productName}`,
    `Users sign in with a password (Cognito, user pool \`${userPoolId}\`) and an emailed code (SES).`,
    `Were you paged? Find the name of the alarm in ${link}: what users see, what to do, and how to tell that it is over.`,
    'Were you not paged, but users complain? Go through the three questions below from the top.',
  ].join('\n\n');
}

function signingIn({ service, triggers }: MonitoredResources): GraphWidget[] {
  const functions = Object.entries(triggers);
  return [
    graph(
      'Sign-ins',
      [
        ownMetric(service, 'CodesCreated', { label: 'codes created' }),
        ownMetric(service, 'CodesUsed', { label: 'codes used' }),
        ownMetric(service, 'BrowsersUsed', { label: 'remembered browsers' }),
        ownMetric(service, 'SignIns', { label: 'signed in' }),
      ],
      { unit: 'in 5 min' },
    ),
    graph('Codes refused, by reason', [byReason(service, 'CodesRefused')], { unit: 'in 5 min' }),
    graph(
      'Failing and throttled triggers',
      [
        byReason(service, 'TriggerFailures'),
        ...functions.map(([name, each]) => each.metricThrottles({ label: `${name} throttled` })),
        triggers.defineAuthChallenge.metricErrors({ label: 'define, errors' }),
      ],
      { unit: 'in 5 min' },
    ),
    graph(
      'Triggers, 99th percentile',
      functions.map(([name, each]) => each.metricDuration({ statistic: Stats.p(99), label: name })),
      { unit: 'ms', lines: [line(TRIGGER_LIMIT, 'Cognito times out')], width: WIDTH },
    ),
  ];
}

function mailing(monitored: MonitoredResources): GraphWidget[] {
  const { service, configurationSetName } = monitored;
  return [
    graph(
      'Created and sent',
      [
        ownMetric(service, 'CodesCreated', { label: 'codes created' }),
        ownMetric(service, 'MailSent', { label: 'sent' }),
        new Metric({
          namespace: 'AWS/SES',
          metricName: 'Delivery',
          dimensionsMap: { 'ses:configuration-set': configurationSetName },
          statistic: Stats.SUM,
          label: 'delivered, by SES',
        }),
      ],
      { unit: 'in 5 min' },
    ),
    graph(
      'Time from request to SES',
      [
        ownMetric(service, 'MailDelay', { statistic: Stats.p(50), label: 'median' }),
        ownMetric(service, 'MailDelay', { statistic: Stats.p(95), label: '95th percentile' }),
      ],
      { unit: 'ms' },
    ),
    graph('Not sent, by reason', [byReason(service, 'MailFailed')], { unit: 'in 5 min' }),
    graph('Not delivered, by reason', [byReason(service, 'MailUndelivered')], {
      unit: 'in 5 min',
    }),
    graph('Waiting in the stream', [iteratorAge(monitored)], {
      unit: 'ms',
      lines: [line(LATE, 'a minute')],
    }),
    graph('On-failure queue', [queued(monitored)], { unit: 'messages' }),
    graph('Bounce rate of the account', [reputation('Reputation.BounceRate')], {
      unit: 'rate',
      lines: [line(0.05, "SES's review")],
      width: WIDTH / 2,
    }),
    graph('Complaint rate of the account', [reputation('Reputation.ComplaintRate')], {
      unit: 'rate',
      lines: [line(0.001, "SES's review")],
      width: WIDTH / 2,
    }),
  ];
}

function attacking({ service, auditTrail }: MonitoredResources): GraphWidget[] {
  return [
    graph(
      'Wrong and expired codes',
      [byReason(service, 'CodesWrong'), ownMetric(service, 'CodesExpired', { label: 'expired' })],
      { unit: 'in 5 min', width: WIDTH / 4 },
    ),
    graph(
      'Locks and refused codes',
      [
        ownMetric(service, 'UsersLocked', { label: 'locked' }),
        ownMetric(service, 'CodesRefused', {
          reason: 'EmailMfaTooManyCodes',
          label: 'too many codes',
        }),
        ownMetric(service, 'CodesRefused', { reason: 'EmailMfaLocked', label: 'already locked' }),
      ],
      { unit: 'in 5 min', width: WIDTH / 4 },
    ),
    graph('Refused by the guard', [ownMetric(service, 'GuardRefusals', { label: 'refused' })], {
      unit: 'in 5 min',
      width: WIDTH / 4,
    }),
    graph('Audit trail', [auditTrail.metricErrors({ label: 'errors' })], {
      unit: 'in 5 min',
      width: WIDTH / 4,
    }),
    graph('Remembered browsers refused', [byReason(service, 'BrowsersRefused')], {
      unit: 'in 5 min',
      width: WIDTH / 4,
    }),
    graph(
      'Guard watch: problems of the pool',
      [
        byReason(service, 'TriggersMissing'),
        byReason(service, 'TriggersForeign'),
        byReason(service, 'PoolConflicts'),
        ownMetric(service, 'OpenClients', { label: 'open clients' }),
        ownMetric(service, 'GuardRepairs', { label: 'repairs' }),
        ownMetric(service, 'GuardChecks', { label: 'checks' }),
      ],
      { unit: 'in 5 min', width: WIDTH / 2 },
    ),
    graph(
      'Account API: refused, by reason, and failed',
      [
        byReason(service, 'AccountRefusals'),
        ownMetric(service, 'AccountFailures', { label: 'failed' }),
      ],
      { unit: 'in 5 min', width: WIDTH / 4 },
    ),
  ];
}
