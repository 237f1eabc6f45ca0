import { fullDiff, ResourceImpact, type TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { Template } from 'aws-cdk-lib/assertions';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SETTINGS, type SettingName } from '../../infra/settings/settings';
import { buildStack } from '../support/build-stack';

const mailTemplate = join(mkdtempSync(join(tmpdir(), 'email-mfa-mails-')), 'mails.ts');
writeFileSync(mailTemplate, 'export default () => ({ subject: "Code", text: "", html: "" });');
afterAll(() => rmSync(dirname(mailTemplate), { recursive: true }));

const repository = 'https://github.com/example/login';

const alarmTopic = 'arn:aws:sns:eu-central-1:111122223333:pages';

/** Settings that a stack has before the change, where a setting counts only beside others. */
const BEFORE: Partial<Record<SettingName, Record<string, string>>> = {
  repositoryBranch: { repository, repositoryToken: 'git' },
  repositoryToken: { repository, repositoryToken: 'git' },
  lockAlarm: { alarmTopic },
  guardAlarm: { alarmTopic },
};

/** Another allowed value of every setting. */
const CHANGED: Record<SettingName, Record<string, string>> = {
  codeLength: { codeLength: '8' },
  codeLifetime: { codeLifetime: '10' },
  maxAttempts: { maxAttempts: '5' },
  resendCooldown: { resendCooldown: '60' },
  codesPerHour: { codesPerHour: '10' },
  failuresPerDay: { failuresPerDay: '20' },
  lockDuration: { lockDuration: '48' },
  passLifetime: { passLifetime: '30' },
  passBinding: { passBinding: 'off' },
  refreshWithoutCode: { refreshWithoutCode: 'no-claim' },
  refreshTokenGrace: { refreshTokenGrace: 'off' },
  addressHold: { addressHold: '48' },
  rememberBrowser: { rememberBrowser: 'always' },
  rememberDays: { rememberDays: '7' },
  rememberNotice: { rememberNotice: 'no' },
  claimName: { claimName: 'mailed_code' },
  plan: { plan: 'PLUS' },
  recovery: { recovery: 'admin' },
  selfSignUp: { selfSignUp: 'no' },
  webAcl: {
    webAcl:
      'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/login/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  },
  unguardedClients: { unguardedClients: '3n4b5urk1ft4fl3mg5e62d9ado' },
  sender: { sender: 'hello@example.org' },
  senderIdentity: { senderIdentity: 'example.com' },
  senderName: { senderName: 'The shop' },
  productName: { productName: 'Shop' },
  brandColor: { brandColor: '#aa0000' },
  pageUrl: { pageUrl: 'https://login.example.com/' },
  logo: { logo: '/logo.svg' },
  supportAddress: { supportAddress: 'help@example.com' },
  supportUrl: { supportUrl: 'https://example.com/help' },
  termsUrl: { termsUrl: 'https://example.com/terms' },
  privacyUrl: { privacyUrl: 'https://example.com/privacy' },
  replyTo: { replyTo: 'help@example.com' },
  codeInSubject: { codeInSubject: 'no' },
  defaultLocale: { defaultLocale: 'de' },
  mailTemplate: { mailTemplate },
  sealingKeys: { sealingKeys: '1,2' },
  parallelization: { parallelization: '2' },
  logRetention: { logRetention: '365' },
  auditRetention: { auditRetention: '1827' },
  eventBus: { eventBus: 'security' },
  dashboard: { dashboard: 'no' },
  guardWatch: { guardWatch: '5' },
  guardRepair: { guardRepair: 'yes' },
  alarmTopic: { alarmTopic },
  lockAlarm: { lockAlarm: '20' },
  guardAlarm: { guardAlarm: '20' },
  runbookUrl: { runbookUrl: 'https://example.com/runbook' },
  accountApi: { accountApi: 'no' },
  hosting: { hosting: 'no' },
  domain: { domain: 'login.example.com' },
  repository: { repository, repositoryToken: 'git' },
  repositoryBranch: { repositoryBranch: 'live' },
  repositoryToken: { repositoryToken: 'git-2' },
  removal: { removal: 'destroy' },
};

const LOSES = [
  ResourceImpact.WILL_REPLACE,
  ResourceImpact.MAY_REPLACE,
  ResourceImpact.WILL_DESTROY,
  ResourceImpact.WILL_ORPHAN,
];
/** What can go without loss: it is made anew, and holds nothing. */
const REPLACEABLE: Partial<Record<SettingName, string[]>> = {
  sender: ['AWS::SES::EmailIdentity'],
  senderIdentity: ['AWS::SES::EmailIdentity'],
  dashboard: ['AWS::CloudWatch::Dashboard'],
  accountApi: [
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Authorizer',
    'AWS::ApiGatewayV2::Integration',
    ...Array.from({ length: 7 }, () => 'AWS::ApiGatewayV2::Route'),
    'AWS::ApiGatewayV2::Stage',
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Lambda::Function',
    'AWS::Lambda::Permission',
    'AWS::Lambda::Permission',
    'AWS::Logs::LogGroup',
    'AWS::Logs::SubscriptionFilter',
  ],
  hosting: ['AWS::Amplify::App', 'AWS::Amplify::Branch'],
  repositoryBranch: ['AWS::Amplify::Branch'],
};
/** What a setting changed back takes out: nothing that holds data in use. */
const TAKEN_OUT: Partial<Record<SettingName, string[]>> = {
  // A key that is known but seals no code, and what was read of it.
  sealingKeys: ['AWS::KMS::Key', 'Custom::EmailMfaPublicKey'],
  // The watch's right to repair.
  guardRepair: ['AWS::IAM::Policy'],
  // The trigger for Cognito's own emails, which Cognito allows only on a pool that sends by SES.
  senderIdentity: [
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Lambda::Function',
    'AWS::Lambda::Permission',
    'AWS::Logs::LogGroup',
  ],
  webAcl: ['AWS::WAFv2::WebACLAssociation'],
};

const templateOf = (context: Record<string, string>) =>
  Template.fromStack(buildStack(context)).toJSON();
const defaults = templateOf({});

function lostIn({ resources }: TemplateDiff): string[] {
  const lost: string[] = [];
  resources.forEachDifference((_, { changeImpact, resourceType, oldValue }) => {
    if (LOSES.includes(changeImpact)) lost.push(resourceType ?? oldValue?.Type ?? 'unknown');
  });
  return lost.sort();
}

test.each(Object.keys(SETTINGS) as SettingName[])(
  'changing %s on a deployed stack, and back, replaces nothing that holds users, codes or keys',
  (name) => {
    const before = BEFORE[name];
    const from = before ? templateOf(before) : defaults;
    const to = templateOf({ ...before, ...CHANGED[name] });
    const forth = fullDiff(from, to);
    expect(forth.differenceCount).toBeGreaterThan(0);
    expect(lostIn(forth)).toEqual(REPLACEABLE[name] ?? []);
    const back = lostIn(fullDiff(to, from));
    expect(back.filter((type) => !/^AWS::(Amplify|CloudWatch|SES)::/.test(type))).toEqual(
      TAKEN_OUT[name] ?? [],
    );
  },
);

test('the check sees a replacement when there is one', () => {
  const other = structuredClone(defaults);
  const table = Object.values<{ Type: string; Properties: object }>(other.Resources).find(
    ({ Type }) => Type === 'AWS::DynamoDB::Table',
  );
  Object.assign(table?.Properties ?? {}, {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  expect(lostIn(fullDiff(defaults, other))).toContain('AWS::DynamoDB::Table');
});
