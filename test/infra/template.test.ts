import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../infra/app';

const outdirs: string[] = [];
function synthesize(context: Record<string, string> = {}): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-synth-'));
  outdirs.push(outdir);
  return Template.fromStack(buildApp(context, outdir).node.findChild('EmailMfa') as Stack);
}
afterAll(() => outdirs.forEach((outdir) => rmSync(outdir, { recursive: true })));

const template = synthesize();
const logicalId = (type: string, pattern: RegExp) =>
  Object.keys(template.findResources(type)).find((id) => pattern.test(id)) as string;
const arnEndingIn = (kind: string, type: string) => ({
  'Fn::Join': [
    '',
    expect.arrayContaining([expect.stringContaining(kind), { Ref: logicalId(type, /./) }]),
  ],
});
const arnOf = (type: string, pattern: RegExp) => ({
  'Fn::GetAtt': [logicalId(type, pattern), 'Arn'],
});

test('the table has keys, TTL and stream as the design says', () => {
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

test('the app client takes nothing but custom auth and refresh, and hides who exists', () => {
  template.resourceCountIs('AWS::Cognito::UserPoolClient', 1);
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    AllowedOAuthFlowsUserPoolClient: false,
    EnableTokenRevocation: true,
    AuthSessionValidity: 10,
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

test('only this pool may call the triggers', () => {
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission')).filter(
    ({ Properties }) => Properties.Principal !== 'events.amazonaws.com',
  );
  expect(permissions).toHaveLength(4);
  for (const { Properties } of permissions) {
    expect(Properties).toMatchObject({
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: arnOf('AWS::Cognito::UserPool', /./),
    });
  }
});

test('every new challenge is a mail to send, once, within the life of its code', () => {
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
  expect(functions).toHaveLength(6);
  for (const { Properties } of functions) {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  }
});

describe('least privilege', () => {
  const statements = (name: string) =>
    Object.entries(template.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.includes(name))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .map(({ Action, Resource, Condition }) => ({
        actions: [Action].flat() as string[],
        resource: Resource,
        keys: Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
      }))
      .filter(({ actions }) => !actions.every((action) => action.startsWith('logs:')));

  const table = arnOf('AWS::DynamoDB::Table', /./);
  const stream = { 'Fn::GetAtt': [table['Fn::GetAtt'][0], 'StreamArn'] };
  const key = arnOf('AWS::KMS::Key', /./);

  test('Define calls nothing', () => {
    expect(statements('DefineAuthChallenge')).toEqual([]);
  });

  test('Create writes challenges and users, reads challenges and the public key', () => {
    expect(statements('CreateAuthChallenge')).toEqual([
      { actions: ['dynamodb:PutItem'], resource: table, keys: ['challenge#*'] },
      { actions: ['dynamodb:UpdateItem'], resource: table, keys: ['challenge#*', 'user#*'] },
      { actions: ['dynamodb:GetItem'], resource: table, keys: ['challenge#*'] },
      { actions: ['kms:GetPublicKey'], resource: key, keys: undefined },
    ]);
  });

  test('Verify has no right on the key', () => {
    expect(statements('VerifyAuthChallengeResponse')).toEqual(
      [
        { actions: ['dynamodb:UpdateItem'], resource: table, keys: ['challenge#*', 'user#*'] },
        { actions: ['dynamodb:GetItem'], resource: table, keys: 'user#*' },
        { actions: ['dynamodb:PutItem'], resource: table, keys: 'notice#*' },
      ].map((statement) => ({ ...statement, keys: [statement.keys].flat() })),
    );
  });

  test('the guard writes user records, and nothing else', () => {
    expect(statements('PreTokenGeneration')).toEqual([
      { actions: ['dynamodb:UpdateItem'], resource: table, keys: ['user#*'] },
    ]);
  });

  test('the mailer alone may decrypt, and sends from one identity', () => {
    const sending = statements('SendCode');
    expect(sending).toEqual(
      expect.arrayContaining([
        { actions: ['dynamodb:UpdateItem'], resource: table, keys: ['challenge#*', 'notice#*'] },
        { actions: ['kms:Decrypt'], resource: key, keys: undefined },
        {
          actions: ['ses:SendEmail'],
          resource: [
            arnEndingIn(':identity/', 'AWS::SES::EmailIdentity'),
            arnEndingIn(':configuration-set/', 'AWS::SES::ConfigurationSet'),
          ],
          keys: undefined,
        },
        expect.objectContaining({
          actions: expect.arrayContaining(['dynamodb:GetRecords']),
          resource: stream,
        }),
      ]),
    );
    const everyAction = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) =>
        Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string }) => Action),
    );
    expect(everyAction.filter((action) => action === 'kms:Decrypt')).toHaveLength(1);
    expect(everyAction.filter((action) => /\*/.test(action))).toEqual([]);
  });
});

test('the sealing key is asymmetric and kept', () => {
  template.hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'Retain',
    Properties: Match.objectLike({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
  });
});
