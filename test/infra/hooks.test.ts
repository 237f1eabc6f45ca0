import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  CfnUserPoolClient,
  OAuthScope,
  UserPool,
  type UserPoolClientOptions,
} from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailMfa, EmailMfaMetrics, poolOptions } from '../../infra';
import { EmailMfaUserPool } from '../../infra/constructs/user-pool';
import { parseSettings } from '../../infra/settings/settings';
import { stubBundles } from '../support/stub-bundles';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-hooks-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const bundleFolder = stubBundles(outdir);

function build({ codeLifetime = Duration.minutes(5) } = {}) {
  const stack = new Stack(new App(), 'Mine');
  const userPool = new UserPool(stack, 'Users', poolOptions());
  const mfa = new EmailMfa(stack, 'Mfa', {
    userPool,
    sender: 'login@example.com',
    codeLifetime,
    bundleFolder,
    alarms: { topic: new Topic(stack, 'Pages') },
  });
  return { stack, userPool, mfa };
}

describe('what an app can use', () => {
  const { stack, mfa } = build();

  test('all functions, the ARNs of the triggers, the queue, the audit trail and the alarms', () => {
    const template = Template.fromStack(stack);
    const functions = Object.values(mfa.functions).filter(Boolean);
    template.resourceCountIs('AWS::Lambda::Function', functions.length);
    expect(Object.keys(mfa.triggerArns)).toEqual(Object.keys(mfa.functions).slice(0, 4));
    template.resourceCountIs('AWS::CloudWatch::Alarm', mfa.alarms.length);
    expect(mfa.alarms.length).toBeGreaterThan(10);
    const kept = stack.resolve(mfa.deadLetterQueue.queueArn)['Fn::GetAtt'][0];
    expect(template.findResources('AWS::SQS::Queue')[kept]).toBeDefined();
    const trail = stack.resolve(mfa.auditLogGroup.logGroupName).Ref;
    expect(template.findResources('AWS::Logs::LogGroup')[trail]).toBeDefined();
  });

  test('metrics, which are those of the dashboard', () => {
    const names = Object.getOwnPropertyNames(EmailMfaMetrics.prototype).filter((name) =>
      /^metric./.test(name),
    ) as (keyof EmailMfaMetrics)[];
    expect(names.length).toBeGreaterThan(10);
    const dashboard = JSON.stringify(
      Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'),
    );
    for (const name of names) {
      const metric = (mfa[name] as typeof mfa.metricSignIns)({ period: Duration.hours(1) });
      expect(dashboard).toMatch(new RegExp(`\\b${metric.metricName}\\b`));
      expect(metric).toMatchObject({ namespace: 'EmailMfa', dimensions: { service: mfa.service } });
      expect(metric.period).toEqual(Duration.hours(1));
    }
    expect(mfa.metricMailDelay().statistic).toBe('p95');
  });

  test('a role may be allowed to read the audit trail', () => {
    const { stack, mfa } = build();
    mfa.grantReadAuditTrail(
      new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }),
    );
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: [
              'logs:FilterLogEvents',
              'logs:GetLogEvents',
              'logs:GetLogGroupFields',
              'logs:DescribeLogGroups',
              'logs:DescribeLogStreams',
            ],
            Resource: Match.anyValue(),
            Effect: 'Allow',
          },
        ],
      },
    });
  });
});

describe('app clients', () => {
  test("an app's own options are added to what a sign-in with a code needs", () => {
    const { stack, mfa } = build();
    mfa.addClient('Web', {
      accessTokenValidity: Duration.minutes(10),
      refreshTokenValidity: Duration.days(7),
      authFlows: { custom: true },
      oAuth: { callbackUrls: ['https://app.example.com'], scopes: [OAuthScope.OPENID] },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AuthSessionValidity: 10,
      AccessTokenValidity: 10,
      RefreshTokenValidity: 10_080,
      CallbackURLs: ['https://app.example.com'],
    });
  });

  test('refresh tokens of an app rotate if it asks for that', () => {
    const { stack, mfa } = build();
    mfa.addClient('Web', { refreshTokenRotationGracePeriod: Duration.seconds(20) });
    mfa.addClient('Phone');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 20 },
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: Match.absent(),
    });
  });

  test.each<[string, UserPoolClientOptions]>([
    ['authFlows is userSrp', { authFlows: { userSrp: true } }],
    ['authFlows is userPassword', { authFlows: { custom: true, userPassword: true } }],
    ['authFlows is adminUserPassword', { authFlows: { adminUserPassword: true } }],
    ['authFlows is user', { authFlows: { user: true } }],
    ['authFlows.custom is false', { authFlows: { custom: false } }],
    ['preventUserExistenceErrors is false', { preventUserExistenceErrors: false }],
    ['enableTokenRevocation is false', { enableTokenRevocation: false }],
    ['authSessionValidity is Duration.minutes(9)', { authSessionValidity: Duration.minutes(9) }],
  ])('refused: %s', (message, options) => {
    expect(() => build().mfa.addClient('Web', options)).toThrow(
      `Client option ${message}; allowed`,
    );
  });

  // Fails if the option is passed on: without any flow, Cognito falls back to its defaults, which allow SRP.
  test.each([{}, { userSrp: false }])('authFlows %j opens no other way to sign in', (authFlows) => {
    const { stack, mfa } = build();
    mfa.addClient('Web', { authFlows });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
  });

  test('a sign-in lasts for two codes, within what Cognito allows', () => {
    const minutes = (lifetime: Duration) =>
      build({ codeLifetime: lifetime }).mfa.clientOptions.authSessionValidity?.toMinutes();
    expect([60, 90, 300, 600].map((seconds) => minutes(Duration.seconds(seconds)))).toEqual([
      3, 3, 10, 15,
    ]);
  });

  test("another tool's client is set to the same sign-in, and loses what would lead past it", () => {
    const { stack, userPool, mfa } = build();
    const client = new CfnUserPoolClient(stack, 'Theirs', {
      userPoolId: userPool.userPoolId,
      explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      allowedOAuthFlows: ['code'],
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthScopes: ['openid'],
      callbackUrLs: ['https://example.com'],
      refreshTokenRotation: { feature: 'ENABLED' },
      idTokenValidity: 7,
    });
    mfa.configureClient(client);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AuthSessionValidity: 10,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AllowedOAuthFlowsUserPoolClient: false,
      AllowedOAuthFlows: Match.absent(),
      AllowedOAuthScopes: Match.absent(),
      CallbackURLs: Match.absent(),
      RefreshTokenRotation: Match.absent(),
      IdTokenValidity: 7,
    });
  });
});

test('our own pool is made of the options that the package publishes', () => {
  const ours = new Stack(new App(), 'Ours');
  new EmailMfaUserPool(ours, 'Users', { settings: parseSettings({}) });
  const theirs = new Stack(new App(), 'Theirs');
  const mail = { fromEmail: 'login@example.com', sesRegion: 'eu-central-1' };
  new UserPool(theirs, 'Users', { ...poolOptions({ mail }), selfSignUpEnabled: true });
  const poolOf = (stack: Stack) =>
    Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPool'))[0]?.Properties;
  const { EmailConfiguration, ...pool } = poolOf(theirs);
  expect(poolOf(ours)).toMatchObject(pool);
  expect(EmailConfiguration).toMatchObject({ EmailSendingAccount: 'DEVELOPER' });
  expect(pool).toMatchObject({
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    UsernameConfiguration: { CaseSensitive: false },
  });
});
