import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildSync } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleOptions } from '../../infra/packaging/bundle';
import { ExistingUserPoolAttachment } from '../../infra/constructs/user-pool-attachment';
import { toEnvironment } from '../../infra/pool/pool-environment';
import { startFakeCognito } from '../unit/pool/fake-cognito';
import { OURS, POOLS } from '../unit/pool/pools';

const bundle = mkdtempSync(join(tmpdir(), 'email-mfa-attachment-'));
afterAll(() => rmSync(bundle, { recursive: true }));
buildSync({
  ...bundleOptions,
  entryPoints: [join(__dirname, '..', '..', 'infra', 'handlers', 'attach-triggers.ts')],
  outfile: join(bundle, 'index.js'),
});

const ENVIRONMENT = toEnvironment({
  userPoolId: 'eu-central-1_Old',
  triggers: { arns: OURS, preTokenGenerationVersion: 'V2_0' },
  unguardedClients: ['batch'],
  bindsPass: true,
  codeLifetime: '300',
});
const POOL_ARN = 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_Old';

function build(): Stack {
  const stack = new Stack(new App(), 'Mine', {
    env: { account: '111122223333', region: 'eu-central-1' },
  });
  const imported = (name: keyof typeof OURS) => Function.fromFunctionArn(stack, name, OURS[name]);
  new ExistingUserPoolAttachment(stack, 'Attachment', {
    userPool: UserPool.fromUserPoolArn(stack, 'Pool', POOL_ARN),
    triggers: {
      defineAuthChallenge: imported('defineAuthChallenge'),
      createAuthChallenge: imported('createAuthChallenge'),
      verifyAuthChallengeResponse: imported('verifyAuthChallengeResponse'),
      preTokenGeneration: imported('preTokenGeneration'),
    },
    extras: {
      postConfirmation: Function.fromFunctionArn(stack, 'reset', `${OURS.preTokenGeneration}2`),
    },
    environment: { ...ENVIRONMENT },
    handlerBundle: bundle,
  });
  return stack;
}
const template = Template.fromStack(build());

test('the attachment may read and update this one pool, list its own stack, write its log, and nothing else', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const statements = policies.flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[],
  );
  expect(statements).toEqual([
    {
      Effect: 'Allow',
      Action: [
        'cognito-idp:DescribeUserPool',
        'cognito-idp:DescribeUserPoolClient',
        'cognito-idp:ListUserPoolClients',
        'cognito-idp:ListUserPoolReplicas',
        'cognito-idp:UpdateUserPool',
      ],
      Resource: POOL_ARN,
    },
    {
      Effect: 'Allow',
      Action: 'cloudformation:ListStackResources',
      Resource: { Ref: 'AWS::StackId' },
    },
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^AttachmentLogs/), 'Arn'] },
    },
  ]);
  template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
});

test('AWS Solutions finds nothing', () => {
  expect(new AwsSolutionsChecks().validateScope(build()).violations).toEqual([]);
});

test('the pool may call our functions, and no other pool may', () => {
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission'));
  expect(permissions.map(({ Properties }) => Properties)).toEqual(
    expect.arrayContaining(
      Object.values(OURS).map((FunctionName) => ({
        Action: 'lambda:InvokeFunction',
        FunctionName,
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: POOL_ARN,
      })),
    ),
  );
  expect(permissions).toHaveLength(5);
});

test('triggers are attached after their permissions exist, and detached before these are deleted', () => {
  const [attachment] = Object.values(template.findResources('Custom::EmailMfaTriggers'));
  const needed = [
    ...Object.keys(template.findResources('AWS::Lambda::Permission')),
    ...Object.keys(template.findResources('AWS::IAM::Policy')),
  ];
  expect(attachment?.DependsOn).toEqual(expect.arrayContaining(needed));
});

test('the function knows pool and triggers from its environment, and reports open clients and problems', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { ...ENVIRONMENT, STACK_ID: { Ref: 'AWS::StackId' } } },
  });
  for (const attribute of ['OpenClients', 'Problems']) {
    template.hasOutput('*', { Value: { 'Fn::GetAtt': [Match.anyValue(), attribute] } });
  }
});

// Fails if the log goes with the stack: it holds the pool as it was before each change.
test('its log outlives the stack, but not a first deployment that fails', () => {
  template.hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

// Fails if the properties stay the same: CloudFormation would then call nobody.
test('every deployment calls the function, so that it repairs the pool', async () => {
  const synthesizedAt = (of: Template) =>
    Object.values(of.findResources('Custom::EmailMfaTriggers'))[0]?.Properties.synthesizedAt;
  await new Promise((resolve) => setTimeout(resolve, 2));
  expect(synthesizedAt(Template.fromStack(build()))).not.toBe(synthesizedAt(template));
});

test('the four ARNs are outputs, for the template of the owner of the pool', () => {
  const outputs = Object.values(template.findOutputs('*')).map(({ Value }) => Value);
  expect(outputs).toEqual(expect.arrayContaining(Object.values(OURS)));
});

test('CloudFormation waits longer than the function runs, so that it learns why one failed', () => {
  template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 540 });
});

test('the function as bundled attaches, and answers CloudFormation', async () => {
  const cognito = await startFakeCognito();
  const pool = POOLS.future ?? {};
  cognito.load(pool);
  const event = {
    RequestType: 'Create',
    ResponseURL: `${cognito.endpoint}/answer`,
    ResourceProperties: { userPoolId: pool.Id },
  };
  const call = `require(${JSON.stringify(join(bundle, 'index.js'))}).handler(${JSON.stringify(event)})`;
  await promisify(execFile)(process.execPath, ['-e', call], {
    env: {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint,
      ...ENVIRONMENT,
      USER_POOL_ID: String(pool.Id),
    },
  });
  cognito.close();
  expect(cognito.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  expect(cognito.state.pool).toMatchObject({
    QuantumSafeSigning: true,
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
  });
});
