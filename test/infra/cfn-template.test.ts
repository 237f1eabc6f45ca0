import { Template } from 'aws-cdk-lib/assertions';
import type { App, Stack } from 'aws-cdk-lib';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, type PoolKind } from '../../infra/packaging/template-app';
import { functionsIn } from '../../infra/packaging/template-functions';
import { SETTINGS, type SettingName } from '../../infra/settings/settings';
import { circular } from '../support/cycles';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-cfn-'));
afterAll(() => rmSync(outdir, { recursive: true }));
// The other tests leave the check of the CDK out, because it takes seconds.
delete process.env.CDK_VALIDATION;

interface Parameter {
  Type: string;
  Default?: unknown;
  MinValue?: number;
  MaxValue?: number;
  AllowedPattern?: string;
  AllowedValues?: string[];
}

const kinds: PoolKind[] = ['new-pool', 'existing-pool'];
const apps = Object.fromEntries(
  kinds.map((pool) => [pool, buildApp({}, join(outdir, pool), { pool })]),
) as Record<PoolKind, App>;
const templateOf = (pool: PoolKind) =>
  Template.fromStack(apps[pool].node.findChild('EmailMfa') as Stack).toJSON();

describe.each(kinds)('the CloudFormation template for a %s', (pool) => {
  const template = templateOf(pool);
  const parameters = template.Parameters as Record<string, Parameter>;
  const body = JSON.stringify({ ...template, Parameters: undefined });

  test('is accepted by the check of the CDK, and can be created in an order', () => {
    apps[pool].synth();
    const report = readFileSync(join(outdir, pool, 'validation-report.json'), 'utf8');
    const { pluginReports } = JSON.parse(report) as { pluginReports: { violations: unknown[] }[] };
    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
    expect(circular(template.Resources)).toEqual([]);
  });

  test('needs nothing of the CDK: no bootstrap, no assets', () => {
    expect(JSON.stringify(template)).not.toMatch(/cdk-|BootstrapVersion|AssetParameters/);
  });

  test('reads every function from the bucket, by the name of its zip', () => {
    const keys = [
      ...body.matchAll(/"S3Key":\{"Fn::Join":\["",\[\{"Ref":"FunctionsPrefix"\},"(.*?)"/g),
    ];
    const zips = functionsIn(apps[pool]).map(({ zip }) => zip);
    expect(keys.map(([, key]) => key).sort()).toEqual(zips.sort());
    expect(zips.length).toBeGreaterThan(6);
  });

  test('uses every parameter, and asks for those that have no sensible default', () => {
    const unused = Object.keys(parameters).filter((name) => !body.includes(`{"Ref":"${name}"}`));
    expect(unused).toEqual([]);
    const required = Object.keys(parameters).filter(
      (name) => parameters[name]?.Default === undefined,
    );
    const existing = pool === 'existing-pool' ? ['UserPoolId'] : [];
    expect(required.sort()).toEqual(
      ['FunctionsBucket', 'Sender', 'SenderIdentity', ...existing].sort(),
    );
  });

  test('has the defaults and bounds of the settings, which CloudFormation checks', () => {
    const settings = Object.entries(SETTINGS).flatMap(([name, spec]) => {
      const parameter = parameters[`${name[0]?.toUpperCase()}${name.slice(1)}`];
      return parameter ? [{ name: name as SettingName, spec, parameter }] : [];
    });
    expect(settings.length).toBeGreaterThan(15);
    for (const { name, spec, parameter } of settings) {
      if (name === 'unguardedClients') continue;
      if (parameter.Default !== undefined) expect(parameter.Default).toEqual(spec.default);
      const { AllowedValues: values, AllowedPattern, MinValue, MaxValue } = parameter;
      if (values) expect(values.filter((value) => spec.parse(value) === undefined)).toEqual([]);
      else if ('min' in spec) expect([MinValue, MaxValue]).toEqual([spec.min, spec.max]);
      else expect(AllowedPattern).toBe('pattern' in spec ? spec.pattern.source : 'missing');
    }
  });

  test('refuses fewer failures a day than a code has attempts', () => {
    expect(Object.keys(template.Rules)).toEqual(['FailuresFor4Attempts', 'FailuresFor5Attempts']);
    expect(template.Rules.FailuresFor5Attempts).toMatchObject({
      RuleCondition: { 'Fn::Equals': [{ Ref: 'MaxAttempts' }, '5'] },
      Assertions: [
        { Assert: { 'Fn::Not': [{ 'Fn::Contains': [['3', '4'], { Ref: 'FailuresPerDay' }] }] } },
      ],
    });
  });
});

test('parameters reach the functions', () => {
  const environment = Object.assign(
    {},
    ...Object.values<{ Type: string; Properties: { Environment?: { Variables: object } } }>(
      templateOf('new-pool').Resources,
    )
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Properties.Environment?.Variables),
  );
  expect(environment).toMatchObject({
    CODE_LENGTH: { Ref: 'CodeLength' },
    CODE_LIFETIME_SECONDS: {
      'Fn::FindInMap': ['CodeLifetimeSeconds', { Ref: 'CodeLifetime' }, 'seconds'],
    },
    LOCK_SECONDS: { 'Fn::FindInMap': ['LockDurationSeconds', { Ref: 'LockDuration' }, 'seconds'] },
    MAX_ATTEMPTS: { Ref: 'MaxAttempts' },
    RESEND_COOLDOWN_SECONDS: { Ref: 'ResendCooldown' },
    SENDER: { Ref: 'Sender' },
    PRODUCT_NAME: { Ref: 'ProductName' },
    CODE_IN_SUBJECT: { Ref: 'CodeInSubject' },
    CLAIM_NAME: { Ref: 'ClaimName' },
    UNGUARDED_CLIENT_IDS: { Ref: 'UnguardedClients' },
  });
});
