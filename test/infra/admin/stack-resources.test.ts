import { Template } from 'aws-cdk-lib/assertions';
import { findStack, finder } from '../../../infra/admin/stack-resources';
import { connect } from '../../../infra/admin/deployment';
import { buildStack } from '../../support/build-stack';
import { useFakeAws } from '../deploy/environment';

const aws = useFakeAws();
const POOL = 'eu-central-1_AbCdEfGhI';
const arnOf = (trigger: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${trigger}`;
const TRIGGERS = [
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
  'PreTokenGeneration',
];

const functionOf = (construct: string, trigger: string) => ({
  environment: { TRIGGER: trigger },
  tags: {
    'aws:cloudformation:stack-name': 'Shop',
    'aws:cloudformation:logical-id': `${construct}Triggers${trigger}Function0123ABCD`,
  },
});

/** A pool whose triggers belong to a construct of an app that holds two, and tables of its own. */
function deploy(construct: string): void {
  const account = aws().account;
  account.pool = {
    id: POOL,
    lambdaConfig: Object.fromEntries(TRIGGERS.map((trigger) => [trigger, arnOf(trigger)])),
  };
  account.functions = Object.fromEntries(
    TRIGGERS.map((trigger) => [arnOf(trigger), functionOf(construct, trigger)]),
  );
  account.stack = [
    ['Table0123ABCD', 'AWS::DynamoDB::Table', 'orders'],
    ['StaffMfaTable0123ABCD', 'AWS::DynamoDB::Table', 'staff-mfa'],
    ['MfaTable0123ABCD', 'AWS::DynamoDB::Table', 'mfa'],
    ['MfaMailerFailuresPolicy0123ABCD', 'AWS::SQS::QueuePolicy', 'policy'],
    ['StaffMfaMailerFailures0123ABCD', 'AWS::SQS::Queue', 'https://sqs/staff-mfa'],
    ['StaffMfaMailerSendCodeFunction0123ABCD', 'AWS::Lambda::Function', 'staff-mfa-send'],
    ['StaffMfaMailerEventsMails0123ABCD', 'AWS::SES::ConfigurationSet', 'staff-mfa-mails'],
    ['MfaMailerSendCodeFunction0123ABCD', 'AWS::Lambda::Function', 'mfa-send'],
    ['MfaMailerEventsMails0123ABCD', 'AWS::SES::ConfigurationSet', 'mfa-mails'],
    ['MfaMailerFailures0123ABCD', 'AWS::SQS::Queue', 'https://sqs/mfa'],
  ].map(([logicalId = '', type = '', physicalId = '']) => ({ logicalId, type, physicalId }));
}

test('finds the stack and its resources from the triggers of the pool', async () => {
  deploy('Mfa');
  const stack = await findStack(connect({ pool: POOL }));
  expect(stack).toMatchObject({
    stackName: 'Shop',
    functions: { createAuthChallenge: { environment: { TRIGGER: 'CreateAuthChallenge' } } },
  });
  const names = ['table', 'failuresQueue', 'sendCode', 'configurationSet'] as const;
  expect(names.map(stack.resource)).toEqual(['mfa', 'https://sqs/mfa', 'mfa-send', 'mfa-mails']);
});

test('does not take resources of another construct in the same stack', async () => {
  deploy('StaffMfa');
  const { resource } = await findStack(connect({ pool: POOL }));
  expect([resource('table'), resource('failuresQueue')]).toEqual([
    'staff-mfa',
    'https://sqs/staff-mfa',
  ]);
});

test('a pool that does not exist', async () => {
  await expect(findStack(connect({ pool: POOL }))).rejects.toThrow(
    `There is no user pool ${POOL} in eu-central-1.`,
  );
});

test.each([
  ['no triggers', () => (aws().account.pool = { id: POOL, lambdaConfig: {} })],
  [
    "somebody else's trigger",
    () => {
      deploy('Mfa');
      aws().account.functions = {};
    },
  ],
])('a pool with %s has no second factor', async (_, arrange) => {
  arrange();
  await expect(findStack(connect({ pool: POOL }))).rejects.toThrow(
    `User pool ${POOL} has no second factor of this project. Run npm run doctor for details.`,
  );
});

test('a resource that an older stack lacks fails only the commands that need it', async () => {
  deploy('Mfa');
  aws().account.stack = aws().account.stack?.filter(({ type }) => type !== 'AWS::SQS::Queue');
  const stack = await findStack(connect({ pool: POOL }));
  expect(stack.resource('table')).toBe('mfa');
  expect(() => stack.resource('failuresQueue')).toThrow(
    'The stack has no AWS::SQS::Queue MfaMailerFailures. Was it deployed from another version?',
  );
});

test('every part is found in the template as it is', () => {
  const { Resources } = Template.fromStack(buildStack()).toJSON() as {
    Resources: Record<string, { Type: string }>;
  };
  const resources = Object.entries(Resources).map(([logicalId, { Type: type }]) => ({
    logicalId,
    type,
    physicalId: logicalId,
  }));
  const create = Object.keys(Resources).find((id) => id.includes('CreateAuthChallengeFunction'));
  const find = finder(resources, create ?? '');
  const names = ['table', 'failuresQueue', 'sendCode', 'configurationSet', 'auditTrail'] as const;
  for (const name of names) expect(find(name)).toMatch(/^Mfa/);
});
