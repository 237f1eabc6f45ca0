import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  UserPool,
  UserPoolEmail,
  UserPoolOperation,
  type IUserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { EmailMfa } from '../../infra/constructs/email-mfa';
import { sharedBundles } from '../../infra/packaging/bundle';

const SES = UserPoolEmail.withSES({ fromEmail: 'a@example.com', sesRegion: 'eu-central-1' });

function mfaOn(makePool: (stack: Stack) => IUserPool, accountEmails?: boolean) {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Stack');
  const userPool = makePool(stack);
  const mfa = new EmailMfa(stack, 'Mfa', {
    userPool,
    sender: 'a@example.com',
    bundleFolder: sharedBundles(),
    ...(accountEmails !== undefined && { mail: { accountEmails } }),
  });
  return { stack, mfa };
}

const theirs = (stack: Stack) => {
  const pool = new UserPool(stack, 'Pool', { email: SES });
  const code = Code.fromInline('exports.handler = async (event) => event');
  pool.addTrigger(
    UserPoolOperation.CUSTOM_MESSAGE,
    new Function(stack, 'Theirs', { code, handler: 'index.handler', runtime: Runtime.NODEJS_24_X }),
  );
  return pool;
};

test("a pool with SES and a free slot gets the trigger; another function's stays", () => {
  const free = mfaOn((stack) => new UserPool(stack, 'Pool', { email: SES }));
  expect(free.mfa.functions.customMessage).toBeDefined();
  const taken = mfaOn(theirs);
  expect(taken.mfa.functions.customMessage).toBeUndefined();
  const [pool] = Object.values(
    Template.fromStack(taken.stack).findResources('AWS::Cognito::UserPool'),
  );
  expect(pool?.Properties.LambdaConfig.CustomMessage['Fn::GetAtt'][0]).toMatch(/^Theirs/);
});

test('mail.accountEmails: false leaves the slot free', () => {
  const { mfa } = mfaOn((stack) => new UserPool(stack, 'Pool', { email: SES }), false);
  expect(mfa.functions.customMessage).toBeUndefined();
});

test.each<[string, (stack: Stack) => IUserPool, string]>([
  ['taken', theirs, 'the pool has a CustomMessage trigger already'],
  ['without SES', (stack) => new UserPool(stack, 'Pool'), 'the pool does not send by SES'],
  [
    'imported',
    (stack) => UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_abc'),
    'the pool is imported',
  ],
])('a pool that is %s: no trigger, and an error for who insists', (_, makePool, reason) => {
  expect(mfaOn(makePool).mfa.functions.customMessage).toBeUndefined();
  expect(() => mfaOn(makePool, true)).toThrow(reason);
});
