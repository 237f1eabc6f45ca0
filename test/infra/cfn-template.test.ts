import { Match, Template } from 'aws-cdk-lib/assertions';
import type { App, Stack } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, type PoolKind } from '../../infra/packaging/template-app';
import { functionsIn } from '../../infra/packaging/template-functions';
import { SETTINGS, type SettingName } from '../../infra/settings/settings';
import { circular } from '../support/cycles';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-cfn-'));
afterAll(() => rmSync(outdir, { recursive: true }));

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

  test('can be created in an order', () => {
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
    expect(settings.length).toBeGreaterThan(25);
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
    ADDRESS_HOLD_SECONDS: {
      'Fn::FindInMap': ['AddressHoldSeconds', { Ref: 'AddressHold' }, 'seconds'],
    },
    GUARD_REPAIR: { Ref: 'GuardRepair' },
    PAGE_URL: { Ref: 'PageUrl' },
    PASS_BINDING: { Ref: 'PassBinding' },
    RECOVERY: { Ref: 'Recovery' },
    REFRESH_WITHOUT_CODE: { Ref: 'RefreshWithoutCode' },
    REPLY_TO: { Ref: 'ReplyTo' },
    REMEMBER_BROWSER: { Ref: 'RememberBrowser' },
    REMEMBER_DAYS: { Ref: 'RememberDays' },
    REMEMBER_NOTICE: { Ref: 'RememberNotice' },
    SENDER_NAME: { 'Fn::If': ['HasSenderName', { Ref: 'SenderName' }, { Ref: 'ProductName' }] },
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

// Fails if a variable is set in one function only: Verify and the guard must agree about the binding.
test('no function keeps the value of a setting that is a parameter', () => {
  for (const pool of kinds) {
    const variables = Object.values<{ Properties: { Environment?: { Variables: object } } }>(
      templateOf(pool).Resources,
    ).flatMap(({ Properties }) => Object.entries(Properties?.Environment?.Variables ?? {}));
    const fixed = variables.filter(([, value]) => typeof value === 'string');
    expect(new Set(fixed.map(([name]) => name))).toEqual(
      new Set(
        ['AUDIT_LOG_STREAM', 'SERVICE_NAME'].filter((name) =>
          fixed.some(([each]) => each === name),
        ),
      ),
    );
  }
});

describe('what parameters leave out or choose', () => {
  const template = Template.fromJSON(templateOf('new-pool'));
  const other = (parameter: string, value: string) => ({
    'Fn::Not': [{ 'Fn::Equals': [{ Ref: parameter }, value] }],
  });
  const none = { Ref: 'AWS::NoValue' };

  test('the conditions', () => {
    expect(template.toJSON().Conditions).toEqual({
      HasAccountApi: other('AccountApi', 'no'),
      HasAlarmTopic: other('AlarmTopic', ''),
      HasPage: other('PageUrl', ''),
      HasSelfSignUp: other('SelfSignUp', 'no'),
      HasSenderName: other('SenderName', ''),
      HasV2: other('Plan', 'LITE'),
      HasWebAcl: other('WebAcl', ''),
      RecoversByEmail: other('Recovery', 'admin'),
      Repairs: other('GuardRepair', 'no'),
      Rotates: other('RefreshTokenGrace', 'off'),
    });
  });

  test('plan, sign-up and recovery of the pool, and its web ACL', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      UserPoolTier: { Ref: 'Plan' },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: { 'Fn::If': ['HasSelfSignUp', false, true] },
      },
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: { 'Fn::If': ['RecoversByEmail', 'verified_email', 'admin_only'] }, Priority: 1 },
        ],
      },
      LambdaConfig: {
        PreTokenGenerationConfig: { LambdaVersion: { 'Fn::If': ['HasV2', 'V2_0', 'V1_0'] } },
      },
    });
    template.hasResource('AWS::WAFv2::WebACLAssociation', {
      Condition: 'HasWebAcl',
      Properties: { WebACLArn: { Ref: 'WebAcl' } },
    });
  });

  test('whether refresh tokens of the app client rotate', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: [
        'ALLOW_CUSTOM_AUTH',
        { 'Fn::If': ['Rotates', none, 'ALLOW_REFRESH_TOKEN_AUTH'] },
      ],
      RefreshTokenRotation: {
        'Fn::If': [
          'Rotates',
          { Feature: 'ENABLED', RetryGracePeriodSeconds: { Ref: 'RefreshTokenGrace' } },
          none,
        ],
      },
    });
  });

  test('how often the guard is checked, and whether the check may change the pool', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: { 'Fn::FindInMap': ['GuardWatchRate', { Ref: 'GuardWatch' }, 'rate'] },
    });
    const { GuardWatchRate } = template.toJSON().Mappings;
    expect([GuardWatchRate[1].rate, GuardWatchRate[60].rate]).toEqual([
      'rate(1 minute)',
      'rate(60 minutes)',
    ]);
    const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter((policy) =>
      JSON.stringify(policy).includes('cognito-idp:UpdateUserPool'),
    );
    expect(policies.map(({ Condition }) => Condition)).toEqual(['Repairs']);
  });

  test.each(kinds)('whether there is an account API, for which page and clients: %s', (pool) => {
    const of = Template.fromJSON(templateOf(pool));
    const { Resources, Conditions } = of.toJSON();
    const parts = Object.entries<{ Condition?: string }>(Resources).filter(([id]) =>
      /^MfaAccount(?!Mails)/.test(id),
    );
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.filter(([, { Condition }]) => Condition !== 'HasAccountApi')).toEqual([]);
    const isNew = pool === 'new-pool';
    expect(Conditions.HasAccountApi).toEqual(
      isNew ? other('AccountApi', 'no') : other('AccountClients', ''),
    );
    of.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: {
        Audience: isNew
          ? [{ Ref: Match.stringLikeRegexp('^UsersWeb') }]
          : { 'Fn::Split': [',', { Ref: 'AccountClients' }] },
      },
    });
    const host = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'PageUrl' }] }] };
    of.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          ALLOWED_ORIGINS: { 'Fn::If': ['HasPage', { 'Fn::Join': ['', ['https://', host]] }, ''] },
        },
      },
    });
  });

  test('how long logs are kept, how many mailers run, and when alarms go off', () => {
    const kept = Object.values(template.findResources('AWS::Logs::LogGroup')).map(
      ({ Properties }) => Properties.RetentionInDays.Ref,
    );
    expect(new Set(kept)).toEqual(new Set(['LogRetention', 'AuditRetention']));
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ParallelizationFactor: { Ref: 'Parallelization' },
    });
    for (const parameter of ['LockAlarm', 'GuardAlarm']) {
      expect(JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'))).toContain(
        `{"Ref":"${parameter}"}`,
      );
    }
  });
});
