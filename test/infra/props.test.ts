import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan, LambdaVersion, UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailMfa, type EmailMfaProps } from '../../infra';
import { readProps } from '../../infra/constructs/read-props';
import { SETTINGS, parseSettings } from '../../infra/settings/settings';
import { toProps } from '../../infra/settings/to-props';
import { stubBundles } from '../support/stub-bundles';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-props-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const bundleFolder = stubBundles(outdir);

const newStack = () => new Stack(new App(), 'Mine');
const importedPool = (stack: Stack) => UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_x');

function build(props: Partial<EmailMfaProps>, stack = newStack()): Template {
  const userPool = props.userPool ?? importedPool(stack);
  new EmailMfa(stack, 'Mfa', { sender: 'login@example.com', bundleFolder, ...props, userPool });
  return Template.fromStack(stack);
}

/** Environment variables of all functions, as one object. */
const environmentOf = (template: Template): Record<string, unknown> =>
  Object.assign(
    {},
    ...Object.values(template.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.Environment?.Variables,
    ),
  );

test('without any option, the defaults are those of the settings', () => {
  const stack = newStack();
  const userPool = importedPool(stack);
  const fromSettings = readProps({ ...toProps(stack, parseSettings({})), userPool });
  expect(readProps({ userPool, sender: SETTINGS.sender.default })).toEqual(fromSettings);
});

test('options are in the types of the CDK', () => {
  const template = build({
    codeLength: 8,
    codeLifetime: Duration.seconds(90),
    passLifetime: Duration.minutes(2),
    featurePlan: FeaturePlan.PLUS,
    limits: { lockDuration: Duration.days(2), resendCooldown: Duration.minutes(1) },
    mail: { codeInSubject: false },
    logRetention: RetentionDays.THREE_MONTHS,
    audit: { retention: RetentionDays.TWO_YEARS },
    dashboard: false,
    removalPolicy: RemovalPolicy.DESTROY,
    sealingKeys: [2, 1],
  });
  expect(environmentOf(template)).toMatchObject({
    CODE_LENGTH: '8',
    CODE_LIFETIME_SECONDS: '90',
    PASS_SECONDS: '120',
    LOCK_SECONDS: '172800',
    RESEND_COOLDOWN_SECONDS: '60',
    CODE_IN_SUBJECT: 'no',
    PRE_TOKEN_GENERATION_VERSION: 'V2_0',
  });

  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 731 });
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  template.resourceCountIs('AWS::KMS::Key', 2);
});

/** Values of a JavaScript app, or of `as never`, which no type checker sees. */
const anyValue = (value: unknown) => value as never;

test.each<[string, Partial<EmailMfaProps>, string, string]>([
  ['codeLength', { codeLength: 5 }, '5', '6 to 10 digits'],
  ['codeLifetime', { codeLifetime: Duration.minutes(11) }, '"11 minutes"', '1 to 10 minutes'],
  ['codeLifetime', { codeLifetime: Duration.seconds(59) }, '"59 seconds"', '1 to 10 minutes'],
  ['codeLifetime', { codeLifetime: anyValue(5) }, '5', '1 to 10 minutes'],
  ['passLifetime', { passLifetime: Duration.minutes(3) }, '"3 minutes"', '10 to 120 seconds'],
  ['limits.maxAttempts', { limits: { maxAttempts: 6 } }, '6', '1 to 5 attempts'],
  ['limits.lockDuration', { limits: { lockDuration: Duration.hours(1) } }, '"1 hour"', '24 to 168'],
  ['limits.failuresPerDay', { limits: { failuresPerDay: 3, maxAttempts: 4 } }, '3', 'at least'],
  ['mail.codeInSubject', { mail: { codeInSubject: anyValue('no') } }, '"no"', 'true, false'],
  ['mail.productName', { mail: { productName: 'Shop\nBcc: x' } }, '"Shop\\nBcc: x"', '1 to 64'],
  ['mail.defaultLocale', { mail: { defaultLocale: 'tlh' } }, '"tlh"', 'en'],
  ['sender', { sender: 'Login <login@example.com>' }, '"Login <login@example.com>"', 'an email'],
  ['claimName', { claimName: 'nickname' }, '"nickname"', 'not the name of a standard claim'],
  ['logRetention', { logRetention: anyValue('90') }, '"90"', 'ONE_DAY'],
  ['audit.retention', { audit: { retention: anyValue(42) } }, '42', 'ONE_DAY'],
  ['featurePlan', { featurePlan: anyValue('Lite') }, '"Lite"', 'LITE, ESSENTIALS, PLUS'],
  [
    'preTokenGenerationVersion',
    { preTokenGenerationVersion: LambdaVersion.V2_0 },
    '"V2_0"',
    'V1_0, or featurePlan ESSENTIALS or PLUS',
  ],
  ['removalPolicy', { removalPolicy: RemovalPolicy.SNAPSHOT }, '"snapshot"', 'DESTROY'],
  ['sealingKeys', { sealingKeys: [1, 1] }, '[1,1]', 'two that differ'],
  ['runbookUrl', { runbookUrl: 'http://example.com' }, '"http://example.com"', 'https'],
  ['passBinding', { passBinding: anyValue('no') }, '"no"', 'required, off'],
  ['refreshWithoutCode', { refreshWithoutCode: anyValue('allow') }, '"allow"', 'refuse, no-claim'],
  ['addressHold', { addressHold: Duration.days(8) }, '"8 days"', '0 to 168 hours'],
  ['guardWatch.interval', { guardWatch: { interval: Duration.hours(2) } }, '"2 hours"', '1 to 60'],
  ['guardWatch.repair', { guardWatch: { repair: anyValue('no') } }, '"no"', 'true, false'],
  ['mail.pageUrl', { mail: { pageUrl: 'javascript:alert(1)' } }, '"javascript:alert(1)"', 'http'],
])('an error names prop %s, its value and what is allowed: %j', (prop, props, value, allowed) => {
  const act = () => build(props);
  expect(act).toThrow(`Prop ${prop} is ${value}; allowed: `);
  expect(act).toThrow(allowed);
});

test('the sender identity must cover the sender', () => {
  const stack = newStack();
  const identity = (name: string) => EmailIdentity.fromEmailIdentityName(stack, name, name);
  expect(() => build({ senderIdentity: identity('example.org') }, stack)).toThrow(
    'Prop senderIdentity is "example.org"; allowed: the sender (login@example.com) or its domain.',
  );
  expect(() => build({ senderIdentity: identity('example.com') })).not.toThrow();
});

test('values that are only known at deployment reach the functions', () => {
  const stack = newStack();
  const parameter = (name: string, type = 'String') => new CfnParameter(stack, name, { type });
  const template = build(
    {
      sender: parameter('Sender').valueAsString,
      senderIdentity: EmailIdentity.fromEmailIdentityName(
        stack,
        'Identity',
        parameter('Identity0').valueAsString,
      ),
      codeLength: parameter('Length', 'Number').valueAsNumber,
      codeLifetime: Duration.seconds(parameter('Lifetime', 'Number').valueAsNumber),
      limits: { codesPerHour: parameter('Codes', 'Number').valueAsNumber },
      mail: { productName: parameter('Product').valueAsString },
      audit: { eventBus: new EventBus(stack, 'Bus') },
      unguardedClients: [
        UserPoolClient.fromUserPoolClientId(stack, 'Old', parameter('Client').valueAsString),
      ],
    },
    stack,
  );
  expect(environmentOf(template)).toMatchObject({
    SENDER: { Ref: 'Sender' },
    CODE_LENGTH: { Ref: 'Length' },
    CODE_LIFETIME_SECONDS: { Ref: 'Lifetime' },
    CODES_PER_HOUR: { Ref: 'Codes' },
    PRODUCT_NAME: { Ref: 'Product' },
    UNGUARDED_CLIENT_IDS: { Ref: 'Client' },
    EVENT_BUS: { 'Fn::GetAtt': [expect.stringMatching(/^Bus/), 'Arn'] },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    MaximumRecordAgeInSeconds: 600,
  });
});

test.each([
  [FeaturePlan.LITE, undefined, 'V1_0'],
  [FeaturePlan.ESSENTIALS, undefined, 'V2_0'],
  [FeaturePlan.PLUS, LambdaVersion.V1_0, 'V1_0'],
  [FeaturePlan.PLUS, LambdaVersion.V3_0, 'V3_0'],
])('on the plan %s with version %s, the guard gets %s', (featurePlan, version, expected) => {
  const template = build({
    featurePlan,
    ...(version && { preTokenGenerationVersion: version }),
  });
  expect(environmentOf(template).PRE_TOKEN_GENERATION_VERSION).toBe(expected);
});

// Fails if the attachment does not know it: the removal could not give the function its place back.
test("the pool's own PreTokenGeneration function is known to attachment and watch, and only it may be called", () => {
  const stack = newStack();
  const own = 'arn:aws:lambda:eu-central-1:111122223333:function:own-claims';
  const preTokenGeneration = Function.fromFunctionArn(stack, 'OwnClaims', own);
  const template = build({ preTokenGeneration }, stack);
  const knowing = template.findResources('AWS::Lambda::Function', {
    Properties: { Environment: { Variables: { OWN_FUNCTION: own } } },
  });
  expect(Object.keys(knowing)).toHaveLength(2);
  const statements = Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().includes('lambda:InvokeFunction'));
  expect(statements.map(({ Resource }) => Resource)).toEqual([own]);
});
