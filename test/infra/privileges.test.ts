import { Template } from 'aws-cdk-lib/assertions';
import { buildStack } from '../support/build-stack';

const template = Template.fromStack(buildStack());
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

const statements = (name: string, of = template) =>
  Object.entries(of.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.includes(name))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .map(({ Action, Resource, Condition }) => ({
      actions: [Action].flat() as string[],
      resource: Resource,
      keys: Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
    }))
    .filter(({ resource }) => !/Logs[0-9A-F]{8}"/.test(JSON.stringify(resource)));

const table = arnOf('AWS::DynamoDB::Table', /./);
const stream = { 'Fn::GetAtt': [table['Fn::GetAtt'][0], 'StreamArn'] };
const key = arnOf('AWS::KMS::Key', /./);

test('Define may call no service', () => {
  expect(statements('DefineAuthChallenge')).toEqual([]);
});

test('Create writes challenges, users and notices, reads challenges and browsers, and has no right on the key', () => {
  expect(statements('CreateAuthChallenge')).toEqual([
    { actions: ['dynamodb:PutItem'], resource: table, keys: ['challenge#*', 'notice#*'] },
    { actions: ['dynamodb:UpdateItem'], resource: table, keys: ['challenge#*', 'user#*'] },
    { actions: ['dynamodb:GetItem'], resource: table, keys: ['browsers#*', 'challenge#*'] },
  ]);
});

test('the public key is read by a function of its own, which may do nothing else', () => {
  expect(statements('PublicKeys')).toEqual([
    { actions: ['kms:GetPublicKey'], resource: key, keys: undefined },
  ]);
});

test('Verify alone writes browsers, and has no right on the key', () => {
  expect(statements('VerifyAuthChallengeResponse')).toEqual(
    [
      {
        actions: ['dynamodb:UpdateItem'],
        resource: table,
        keys: ['browsers#*', 'challenge#*', 'user#*'],
      },
      { actions: ['dynamodb:GetItem'], resource: table, keys: ['pass#*'] },
      { actions: ['dynamodb:PutItem'], resource: table, keys: ['notice#*', 'pass#*'] },
    ].map((statement) => ({ ...statement, keys: [statement.keys].flat() })),
  );
});

test('the guard takes passes and reads user records, and nothing else', () => {
  expect(statements('PreTokenGeneration')).toEqual([
    { actions: ['dynamodb:UpdateItem'], resource: table, keys: ['pass#*'] },
    { actions: ['dynamodb:GetItem'], resource: table, keys: ['user#*'] },
  ]);
});

test('the account API reads users, forgets browsers, writes notices, and reads how the pool changes addresses', () => {
  expect(statements('AccountApi')).toEqual([
    { actions: ['dynamodb:GetItem'], resource: table, keys: ['user#*', 'browsers#*'] },
    { actions: ['dynamodb:UpdateItem'], resource: table, keys: ['user#*', 'browsers#*'] },
    { actions: ['dynamodb:DeleteItem'], resource: table, keys: ['browsers#*'] },
    { actions: ['dynamodb:PutItem'], resource: table, keys: ['notice#*'] },
    {
      actions: ['cognito-idp:DescribeUserPool'],
      resource: arnOf('AWS::Cognito::UserPool', /./),
      keys: undefined,
    },
  ]);
});

test('the audit trail writes one log stream, and one bus if there is one', () => {
  const own = (context: Record<string, string>) =>
    JSON.stringify(statements('AuditTrail', Template.fromStack(buildStack(context))));
  expect(statements('AuditTrail')).toEqual([
    {
      actions: ['logs:PutLogEvents'],
      resource: {
        'Fn::Join': [
          '',
          expect.arrayContaining([
            { Ref: logicalId('AWS::Logs::LogGroup', /AuditEvents/) },
            ':log-stream:',
            { Ref: logicalId('AWS::Logs::LogStream', /./) },
          ]),
        ],
      },
      keys: undefined,
    },
    expect.objectContaining({ resource: arnOf('AWS::SQS::Queue', /Failures/) }),
  ]);
  expect(own({ eventBus: 'security' })).toMatch(/"events:PutEvents".*:event-bus\/security/);
  const arn = 'arn:aws:events:eu-central-1:123456789012:event-bus/security';
  expect(own({ eventBus: arn })).toContain(`"actions":["events:PutEvents"],"resource":"${arn}"`);
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
  const everywhere = Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Resource }) => [Resource].flat().includes('*'));
  expect(everywhere.map(({ Action }) => Action)).toEqual(['dynamodb:ListStreams']);
});

test('the key itself lets only the mailer decrypt, and the account administer it', () => {
  const [{ Properties }] = Object.values(template.findResources('AWS::KMS::Key')) as [
    { Properties: { KeyPolicy: { Statement: Record<string, unknown>[] } } },
  ];
  const [account, mailer, ...others] = Properties.KeyPolicy.Statement;
  expect(others).toEqual([]);
  expect(mailer).toMatchObject({
    Action: 'kms:Decrypt',
    Principal: { AWS: arnOf('AWS::IAM::Role', /SendCode/) },
  });
  const actions = account?.Action as string[];
  expect(JSON.stringify(account?.Principal)).toContain(':root');
  expect(actions).toContain('kms:PutKeyPolicy');
  expect(actions.filter((action) => /\*|Decrypt|ReEncrypt|CreateGrant/.test(action))).toEqual([]);
});

test("the mailer may send from the sender's address only", () => {
  const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
  const sending = policies.match(/\{"Action":"ses:SendEmail","Condition":[^}]+\}\}/g);
  expect(sending).toEqual([
    expect.stringContaining('"StringEqualsIgnoreCase":{"ses:FromAddress":"login@example.com"}'),
  ]);
});
