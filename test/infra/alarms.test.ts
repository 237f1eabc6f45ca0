import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STANDING } from '../../infra/cost/sign-in';
import { EmailMfa } from '../../infra/constructs/email-mfa';
import { alarmsIn, play, type AlarmProperties, type Datum } from '../support/alarms';
import { buildStack } from '../support/build-stack';
import { stubBundles } from '../support/stub-bundles';
import { ANCHORS, LINKS, PARAGRAPHS } from '../support/runbook';

const ROOT = join(__dirname, '..', '..');
const alarmTopic = 'arn:aws:sns:eu-central-1:111122223333:pages';
const RUNBOOK = 'https://example.com/runbook';

const template = Template.fromStack(buildStack({ alarmTopic, runbookUrl: RUNBOOK }));
const alarms = alarmsIn(template);
const alarm = (name: string): AlarmProperties => {
  const found = alarms[name];
  if (!found) throw new Error(`There is no alarm ${name}`);
  return found;
};
const dashboard = (context: Record<string, string> = {}) =>
  JSON.stringify(
    Template.fromStack(buildStack(context)).findResources('AWS::CloudWatch::Dashboard'),
  );

test('without a topic there are no alarms, and the dashboard shows none', () => {
  const plain = Template.fromStack(buildStack());
  plain.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  plain.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  expect(dashboard()).not.toContain('Alarms');
  expect(dashboard({ alarmTopic })).toContain('Alarms');
});

test('the dashboard can be left out', () => {
  const without = Template.fromStack(buildStack({ dashboard: 'no', alarmTopic }));
  without.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  expect(Object.keys(without.findResources('AWS::CloudWatch::Alarm'))).toHaveLength(
    Object.keys(alarms).length,
  );
});

test.each(Object.entries(alarms))(
  '%s tells when it goes off and when it is over, in one sentence and with its place in the runbook',
  (name, { AlarmDescription, AlarmActions, OKActions, TreatMissingData, Metrics = [] }) => {
    expect(AlarmDescription).toMatch(
      new RegExp(`^[A-Z][^.]+\\. What to do: ${RUNBOOK}#${name.toLowerCase()}$`),
    );
    expect([AlarmActions, OKActions]).toEqual([[alarmTopic], [alarmTopic]]);
    expect(TreatMissingData).toMatch(/^(ignore|notBreaching|breaching)$/);
    // CloudWatch takes no more in one alarm.
    expect(Metrics.filter(({ Expression }) => !Expression).length).toBeLessThanOrEqual(10);
  },
);

test('the cost estimate knows how many metrics, rules and dashboards there are', () => {
  const looked = Object.values(alarms).map(
    ({ Metrics = [] }) => Metrics.filter(({ MetricStat }) => MetricStat).length || 1,
  );
  expect(looked.reduce((sum, count) => sum + count, 0)).toBe(STANDING.alarmMetrics);
  template.resourceCountIs('AWS::CloudWatch::InsightRule', STANDING.insightRules);
  template.resourceCountIs('AWS::CloudWatch::Dashboard', STANDING.dashboards);
});

test('in an app of another team the topic may be one of the same app', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-alarms-'));
  const stack = new Stack(new App({ outdir }), 'Mine');
  const topic = new Topic(stack, 'Pages');
  new EmailMfa(stack, 'Mfa', {
    userPool: UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_example'),
    sender: 'login@example.com',
    alarms: { topic },
    bundleFolder: stubBundles(outdir),
  });
  const mine = Template.fromStack(stack);
  mine.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [{ Ref: Object.keys(mine.findResources('AWS::SNS::Topic'))[0] }],
  });
  // Without app clients, an imported pool has no account API.
  const expected = Object.keys(alarms).filter((name) => name !== 'AccountApiFailing');
  expect(Object.keys(alarmsIn(mine)).sort()).toEqual(expected.sort());
  expect(new AwsSolutionsChecks().validateScope(stack).violations).toEqual([
    expect.objectContaining({ ruleName: expect.stringContaining('SNS') }),
  ]);
  rmSync(outdir, { recursive: true });
});

describe('the runbook', () => {
  const aboutAlarms = PARAGRAPHS.filter(
    ({ heading }) => !['What this is', 'Before you start'].includes(heading),
  );

  test('has a paragraph for each alarm, under its name, and no others', () => {
    expect(aboutAlarms.map(({ heading }) => heading).sort()).toEqual(Object.keys(alarms).sort());
    const linked = Object.values(alarms).map(({ AlarmDescription }) =>
      AlarmDescription.split('#').at(-1),
    );
    expect(linked.filter((anchor) => !ANCHORS.includes(anchor ?? ''))).toEqual([]);
  });

  test.each(aboutAlarms.map(({ heading, text }) => [heading, text]))(
    '%s: what it means, what users see, how to look, what to do, how to tell that it is over',
    (_, text) => {
      const parts = [...(text?.matchAll(/^\*\*(Means|Users|Look|Do|Over)\*\*/gm) ?? [])];
      expect(parts.map(([, part]) => part)).toEqual(['Means', 'Users', 'Look', 'Do', 'Over']);
    },
  );

  test('its links lead somewhere', () => {
    const here = LINKS.filter((link) => link.startsWith('#')).map((link) => link.slice(1));
    expect(here.filter((anchor) => !ANCHORS.includes(anchor))).toEqual([]);
    const files = LINKS.filter((link) => !link.startsWith('#'));
    const missing = files.filter(
      (file) => !existsSync(join(ROOT, 'infra', 'operations', file.split('#')[0] ?? '')),
    );
    expect(missing).toEqual([]);
  });
});

describe('a function writes every metric that is read', () => {
  /** Names of our own metrics, from the code that counts. */
  const counted = ['triggers', join('infra', 'handlers')]
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(ROOT, folder, path),
      ),
    )
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const code = readFileSync(path, 'utf8');
      const names = code.matchAll(
        /'[a-z]+\.[a-z]+': '(\w+)'|count\(\s*'(\w+)'|durations = \{ (\w+):/g,
      );
      return [...names].map((match) => match.slice(1).find(Boolean));
    });
  const BY_AWS: Record<string, string[]> = {
    'AWS/Lambda': ['Errors', 'Throttles', 'Duration', 'IteratorAge'],
    'AWS/SQS': ['ApproximateNumberOfMessagesVisible'],
    'AWS/SES': ['Delivery', 'Reputation.BounceRate', 'Reputation.ComplaintRate'],
  };
  const known = (namespace: string) => (namespace === 'EmailMfa' ? counted : BY_AWS[namespace]);

  test('by the alarms', () => {
    const used = Object.values(alarms).flatMap(
      ({ Metrics = [], Namespace = '', MetricName = '' }) =>
        Metrics.length > 0
          ? Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []))
          : [{ Namespace, MetricName }],
    );
    expect(used.length).toBeGreaterThan(15);
    for (const { Namespace, MetricName } of used) expect(known(Namespace)).toContain(MetricName);
  });

  test('by the dashboard', () => {
    const body = dashboard({ alarmTopic }).replaceAll('\\', '');
    const plain = [...body.matchAll(/\["(EmailMfa|AWS\/\w+)","([\w.]+)"/g)];
    const searched = [...body.matchAll(/\{EmailMfa,service,reason\} MetricName="(\w+)"/g)];
    expect(plain.length).toBeGreaterThan(20);
    expect(searched.length).toBeGreaterThan(4);
    for (const [, namespace = '', name] of plain) expect(known(namespace)).toContain(name);
    for (const [, name] of searched) expect(counted).toContain(name);
  });
});

describe('when they go off', () => {
  const MINUTE = 60_000;
  const service = alarm('CodesNotMailed').Metrics?.find(({ Id }) => Id === 'created')?.MetricStat
    ?.Metric.Dimensions?.[0]?.Value as string;
  const own = (minute: number, name: string, value: number, reason?: string): Datum => ({
    namespace: 'EmailMfa',
    name,
    dimensions: { service, ...(reason && { reason }) },
    at: minute * MINUTE,
    value,
  });
  const states = (name: string, data: Datum[], periods: number) =>
    play(alarm(name), data, 0, periods);

  test('CodesNotMailed: not for a code that is mailed in the next period', () => {
    const late = [
      own(4.9, 'CodesCreated', 1),
      own(5.1, 'MailSent', 1),
      own(5.2, 'CodesCreated', 1),
    ];
    const mailed = [own(5.3, 'MailSent', 1), own(12, 'CodesCreated', 1), own(12.1, 'MailSent', 1)];
    expect(states('CodesNotMailed', [...late, ...mailed], 4)).not.toContain('ALARM');
  });

  test('CodesNotMailed: for codes that stay away, however few; over when the next is mailed', () => {
    const lost = [own(1, 'CodesCreated', 1), own(6, 'CodesCreated', 1)];
    const mended = [21, 26, 31].flatMap((at) => [
      own(at, 'CodesCreated', 1),
      own(at, 'MailSent', 1),
    ]);
    expect(states('CodesNotMailed', [...lost, ...mended], 7)).toEqual([
      ...['INSUFFICIENT_DATA', 'ALARM'],
      // Nobody signs in: no news is no good news.
      ...['ALARM', 'ALARM', 'ALARM'],
      ...['OK', 'OK'],
    ]);
  });

  test('CodesNotMailed: notices that go out do not stand for codes that do not', () => {
    const data = [1, 6].flatMap((at) => [
      own(at, 'CodesCreated', 10),
      own(at, 'MailSent', 10),
      own(at, 'MailSent', 4, 'LOCK_NOTICE'),
      own(at, 'MailSent', 4, 'ADDRESS_NOTICE'),
    ]);
    expect(states('CodesNotMailed', data, 2)).toEqual(['INSUFFICIENT_DATA', 'ALARM']);
  });

  const lambda = (minute: number, id: string, name: string, value: number): Datum => {
    const metric = alarm('TriggersCrashing').Metrics?.find(({ Id }) => Id === id)?.MetricStat
      ?.Metric;
    const [{ Name, Value } = { Name: '', Value: '' }] = metric?.Dimensions ?? [];
    const dimensions = { [Name]: Value };
    return { namespace: 'AWS/Lambda', name, dimensions, at: minute * MINUTE, value };
  };

  test('TriggersCrashing: not for refusals, which are errors to Lambda', () => {
    const data = [1, 6, 11].flatMap((at) => [
      lambda(at, 'create', 'Errors', 20),
      own(at, 'RefusalsThrown', 27),
      lambda(at, 'guard', 'Errors', 7),
      // Of one user: events and their counts leave out what comes again within the hour.
      own(at, 'CodesRefused', 1),
      own(at, 'GuardRefusals', 1),
      lambda(at, 'verify', 'Errors', 2),
      own(at, 'TriggerFailures', 2),
    ]);
    expect(states('TriggersCrashing', data, 3)).toEqual(['OK', 'OK', 'OK']);
    const crashes = [6, 11].map((at) => lambda(at, 'create', 'Errors', 3));
    expect(states('TriggersCrashing', [...data, ...crashes], 3)).toEqual(['OK', 'OK', 'ALARM']);
  });

  test.each([
    ['TriggersFailing', 'TriggerFailures', 3],
    ['AccountApiFailing', 'AccountFailures', 3],
  ])('%s: from as many on as the threshold says', (name, metric, threshold) => {
    expect(states(name, [own(1, metric, threshold - 1)], 1)).toEqual(['OK']);
    expect(states(name, [own(1, metric, threshold)], 1)).toEqual(['ALARM']);
  });

  // Fails if events are counted: one account of one's own could raise the alarm whenever it likes.
  test.each([
    ['LockOuts', 'UsersLocked', 10],
    ['GuardRefusals', 'GuardRefusals', 50],
  ])('%s: for distinct users, however often one of them is refused', (name, metric, threshold) => {
    const by = (...subs: string[]) => subs.map((sub) => ({ ...own(1, metric, 1), sub }));
    const users = Array.from({ length: threshold }, (_, n) => `user-${n}`);
    const one = Array<string>(threshold * 3).fill('user-0');
    expect(states(name, by(...one, ...users.slice(1)), 1)).toEqual(['ALARM']);
    expect(states(name, by(...one, ...users.slice(2)), 1)).toEqual(['OK']);
  });

  test('GuardBroken: at the first check that finds something, and until one finds nothing', () => {
    const check = (at: number) => own(at, 'GuardChecks', 1);
    const data = [check(1), own(16, 'TriggersMissing', 4), check(16.1), check(46)];
    expect(states('GuardBroken', data, 10)).toEqual([
      ...['OK', 'OK', 'OK', 'ALARM', 'ALARM', 'ALARM', 'ALARM', 'ALARM', 'ALARM', 'OK'],
    ]);
  });

  test('GuardUnwatched: after two hours without a check', () => {
    const checks = [5, 20, 65, 200].map((at) => own(at, 'GuardChecks', 1));
    expect(states('GuardUnwatched', checks, 5)).toEqual(['OK', 'OK', 'OK', 'OK', 'OK']);
    expect(states('GuardUnwatched', checks.slice(0, 3), 4)).toEqual(['OK', 'OK', 'OK', 'ALARM']);
  });
});
