import { Match, Template } from 'aws-cdk-lib/assertions';
import { buildStack } from '../support/build-stack';

const synthesize = (context: Record<string, string> = {}) =>
  Template.fromStack(buildStack(context));

const template = synthesize();
const logicalId = (type: string, pattern: RegExp) =>
  Object.keys(template.findResources(type)).find((id) => pattern.test(id)) as string;
const arnOf = (type: string, pattern: RegExp) => ({
  'Fn::GetAtt': [logicalId(type, pattern), 'Arn'],
});

test('the table has its key, TTL attribute and stream', () => {
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      DeletionProtectionEnabled: true,
    },
  });
});

test('the app client allows only custom sign-ins and refresh, and hides who exists', () => {
  template.resourceCountIs('AWS::Cognito::UserPoolClient', 1);
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
    PreventUserExistenceErrors: 'ENABLED',
    AllowedOAuthFlowsUserPoolClient: false,
    EnableTokenRevocation: true,
    AuthSessionValidity: 10,
  });
});

test('refreshTokenGrace sets how long a rotated refresh token works, or turns rotation off', () => {
  synthesize({ refreshTokenGrace: '0' }).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
  synthesize({ refreshTokenGrace: 'off' }).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    RefreshTokenRotation: Match.absent(),
  });
});

test.each([
  ['1', 3],
  ['2', 4],
  ['10', 15],
])('a sign-in outlives a code of %s minutes', (codeLifetime, minutes) => {
  synthesize({ codeLifetime }).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    AuthSessionValidity: minutes,
  });
});

test('the pool has all four triggers, its plan, and verifies an address before using it', () => {
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    UserPoolTier: 'LITE',
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    AutoVerifiedAttributes: ['email'],
    LambdaConfig: {
      DefineAuthChallenge: arnOf('AWS::Lambda::Function', /DefineAuthChallenge/),
      CreateAuthChallenge: arnOf('AWS::Lambda::Function', /CreateAuthChallenge/),
      VerifyAuthChallengeResponse: arnOf('AWS::Lambda::Function', /VerifyAuthChallengeResponse/),
      PreTokenGenerationConfig: {
        LambdaArn: arnOf('AWS::Lambda::Function', /PreTokenGeneration/),
        LambdaVersion: 'V1_0',
      },
    },
  });
  synthesize({ plan: 'ESSENTIALS' }).hasResourceProperties('AWS::Cognito::UserPool', {
    UserPoolTier: 'ESSENTIALS',
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
  });
});

test('only this pool may call the triggers, only their logs the trail, only the rule the mail events, only the API its function', () => {
  const named = (reference: object, pattern: RegExp) =>
    pattern.exec(JSON.stringify(reference))?.[0];
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission')).map(
    ({ Properties: { FunctionName, Principal, SourceArn } }) =>
      [
        named(FunctionName, /Triggers|PasswordReset|AuditTrail|MailEvents|GuardWatch|AccountApi/),
        Principal,
        named(
          SourceArn,
          /Users(?=UserPool)|Rule|Logs|(?<=GuardWatch)Schedule|(?<=GuardWatch)Changes|(?<=Mfa)AccountApi/,
        ),
      ].join(' '),
  );
  expect(new Set(permissions)).toEqual(
    new Set([
      'Triggers cognito-idp.amazonaws.com Users',
      'PasswordReset cognito-idp.amazonaws.com Users',
      'AccountApi apigateway.amazonaws.com AccountApi',
      'AuditTrail logs.amazonaws.com Logs',
      'MailEvents events.amazonaws.com Rule',
      'GuardWatch events.amazonaws.com Schedule',
      'GuardWatch events.amazonaws.com Changes',
    ]),
  );
});

test('the mailer gets every new challenge, for as long as its code lives', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FilterCriteria: {
      Filters: ['challenge#', 'notice#'].map((prefix) => ({
        Pattern: JSON.stringify({
          eventName: ['INSERT'],
          dynamodb: { Keys: { pk: { S: [{ prefix }] } } },
        }),
      })),
    },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    MaximumRecordAgeInSeconds: 300,
    MaximumBatchingWindowInSeconds: 0,
    ParallelizationFactor: 10,
    DestinationConfig: { OnFailure: { Destination: arnOf('AWS::SQS::Queue', /./) } },
  });
});

test('every function is bundled for arm64 on the newest Node, none has a wildcard environment', () => {
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  expect(functions).toHaveLength(11);
  for (const { Properties } of functions) {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  }
});

test('the sealing key is asymmetric, and no other account or service may use it', () => {
  template.hasResourceProperties('AWS::KMS::Key', {
    KeySpec: 'RSA_2048',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyPolicy: {
      Statement: [
        {
          Principal: {
            AWS: {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root'],
              ],
            },
          },
          Effect: 'Allow',
        },
        { Action: 'kms:Decrypt', Effect: 'Allow' },
      ],
    },
  });
});

test('only the mailer and Create know the sealing key', () => {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  const knowing = functions.filter(([, { Properties }]) =>
    /SEALING_KEY/.test(JSON.stringify(Properties.Environment ?? {})),
  );
  expect(knowing.map(([id]) => id).sort()).toEqual([
    expect.stringContaining('SendCode'),
    expect.stringContaining('CreateAuthChallenge'),
  ]);
});

test('Cognito waits five seconds for a trigger: none may run longer', () => {
  for (const [id, { Properties }] of Object.entries(
    template.findResources('AWS::Lambda::Function'),
  )) {
    if (id.includes('Triggers')) expect(Properties.Timeout).toBe(5);
  }
});

test('every function logs to a group of its own, and so does the audit trail, kept as long as set', () => {
  const synthesized = synthesize({ logRetention: '90', auditRetention: '180' });
  const groups = synthesized.findResources('AWS::Logs::LogGroup');
  const days = Object.values(groups).map(({ Properties }) => Properties.RetentionInDays);
  expect(days.sort((one, other) => other - one)).toEqual([
    180,
    ...Array.from({ length: 11 }, () => 90),
  ]);
  template.allResourcesProperties('AWS::Lambda::Function', {
    LoggingConfig: { LogFormat: 'JSON', LogGroup: Match.anyValue() },
  });
});

test('records that failed are kept in an encrypted queue for 14 days, reachable by TLS only', () => {
  template.hasResourceProperties('AWS::SQS::Queue', {
    SqsManagedSseEnabled: true,
    MessageRetentionPeriod: 1_209_600,
  });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Deny',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]),
    },
  });
});

test('passwords are long, temporary ones expire soon, and email recovers an account', () => {
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    Policies: { PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 7 } },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    MfaConfiguration: 'OFF',
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  });
  const strict = synthesize({ recovery: 'admin', selfSignUp: 'no' });
  strict.hasResourceProperties('AWS::Cognito::UserPool', {
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  });
});

test('with an identity that covers the sender, the stack creates none', () => {
  const covered = synthesize({ senderIdentity: 'example.com' });
  covered.resourceCountIs('AWS::SES::EmailIdentity', 0);
  covered.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'ses:SendEmail',
          Resource: Match.arrayWith([
            { 'Fn::Join': ['', Match.arrayWith([':identity/example.com'])] },
          ]),
        }),
      ]),
    },
  });
});

describe("Cognito's own emails", () => {
  const pool = (of: Template) =>
    Object.values(of.findResources('AWS::Cognito::UserPool'))[0]?.Properties;
  const verified = { sender: 'login@mail.example.com', senderIdentity: 'example.com' };

  // Cognito refuses the sign-up if a function gives a pool without SES a text of its own.
  test("without a verified identity are Cognito's, by its own sender", () => {
    expect(pool(template).EmailConfiguration).toBeUndefined();
    expect(pool(template).LambdaConfig.CustomMessage).toBeUndefined();
  });

  test('with a verified identity go by SES and are made by a function without any right but to log', () => {
    const of = synthesize({ ...verified, productName: 'Shop' });
    const { EmailConfiguration, LambdaConfig } = pool(of);
    expect(EmailConfiguration).toMatchObject({
      EmailSendingAccount: 'DEVELOPER',
      From: 'Shop <login@mail.example.com>',
    });
    expect(JSON.stringify(EmailConfiguration.SourceArn)).toContain(':identity/example.com');
    expect(LambdaConfig.CustomMessage['Fn::GetAtt'][0]).toMatch(/CustomMessage/);
    const rights = Object.entries(of.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.includes('CustomMessage'))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action }) => Action);
    expect(new Set(rights)).toEqual(new Set(['logs:CreateLogStream', 'logs:PutLogEvents']));
  });

  test('contain the address of the page', () => {
    const page = (context: Record<string, string>) =>
      Object.entries(synthesize({ ...verified, ...context }).findResources('AWS::Lambda::Function'))
        .filter(([id]) => /CustomMessage|SendCode/.test(id))
        .map(([, { Properties }]) => Properties.Environment.Variables.PAGE_URL);
    const amplify = { 'Fn::Join': ['', ['https://main.', expect.anything()]] };
    expect(page({})).toEqual([amplify, amplify]);
    const domain = { domain: 'login.example.com' };
    expect(page(domain)).toEqual(Array(2).fill('https://login.example.com/'));
    const pageUrl = 'https://app.example.com/login';
    expect(page({ ...domain, pageUrl })).toEqual([pageUrl, pageUrl]);
    // The page's build holds the pool's id, and the pool holds the function.
    const repository = { repository: 'https://github.com/a/b', repositoryToken: 'git' };
    expect(page(repository)).toEqual([undefined, undefined]);
  });
});
