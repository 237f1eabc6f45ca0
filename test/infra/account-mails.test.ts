import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  AccountRecovery,
  UserPool,
  UserPoolEmail,
  UserPoolOperation,
  type IUserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { EmailMfa } from '../../infra/constructs/email-mfa';
import type { EmailMfaProps } from '../../infra/constructs/email-mfa-props';
import { sharedBundles } from '../../infra/packaging/bundle';

const SES = UserPoolEmail.withSES({ fromEmail: 'a@example.com', sesRegion: 'eu-central-1' });

function mfaOn(
  makePool: (stack: Stack) => IUserPool,
  accountEmails?: boolean,
  own: (stack: Stack) => Partial<EmailMfaProps> = () => ({}),
) {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Stack');
  const userPool = makePool(stack);
  const mfa = new EmailMfa(stack, 'Mfa', {
    userPool,
    sender: 'a@example.com',
    bundleFolder: sharedBundles(),
    ...(accountEmails !== undefined && { mail: { accountEmails } }),
    ...own(stack),
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
])('a pool that is %s: no trigger, and an error for who insists', (_, makePool, reason) => {
  expect(mfaOn(makePool).mfa.functions.customMessage).toBeUndefined();
  expect(() => mfaOn(makePool, true)).toThrow(reason);
});

const OWN = 'arn:aws:lambda:eu-central-1:111122223333:function:own';
const ownFunction = (stack: Stack) => Function.fromFunctionArn(stack, 'Own', OWN);
const imported = (stack: Stack) => UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_abc');

const functionsWith = (stack: Stack, variable: string) =>
  Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function'))
    .filter(([, { Properties }]) => Properties.Environment?.Variables?.[variable])
    .map(([id, { Properties }]) => [id, Properties.Environment.Variables[variable]]);

test('for an imported pool, the attachment decides at deployment', () => {
  const { stack, mfa } = mfaOn(imported);
  expect(mfa.functions.customMessage).toBeDefined();
  const told = functionsWith(stack, 'CUSTOM_MESSAGE').map(([id]) => id);
  expect(told).toContainEqual(expect.stringContaining('AttachmentHandler'));
  expect(mfaOn(imported, false).mfa.functions.customMessage).toBeUndefined();
});

test("the app's own functions: ours may call each, and the attachment may replace each", () => {
  const { stack } = mfaOn(imported, undefined, (scope) => ({
    customMessage: ownFunction(scope),
    postConfirmation: Function.fromFunctionArn(scope, 'Reset', `${OWN}-reset`),
  }));
  expect(functionsWith(stack, 'OWN_FUNCTION_ARN')).toEqual([
    [expect.stringContaining('AccountMailsCustomMessage'), OWN],
    [expect.stringContaining('PasswordResetPostConfirmation'), `${OWN}-reset`],
  ]);
  expect(functionsWith(stack, 'OWN_CUSTOM_MESSAGE').map(([, arn]) => arn)).toEqual([OWN, OWN]);
  const invoke = { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: OWN };
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([invoke]) },
  });
});

test('a pool that keeps its own function can not have ours call another one too', () => {
  const own = (stack: Stack) => ({ customMessage: ownFunction(stack) });
  expect(() => mfaOn(theirs, undefined, own)).toThrow('Prop customMessage is set');
  expect(() => mfaOn((stack) => new UserPool(stack, 'Pool'), undefined, own)).toThrow('by SES');
  const reset = (stack: Stack) => {
    const pool = new UserPool(stack, 'Pool', { email: SES });
    pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, ownFunction(stack));
    return pool;
  };
  const ownReset = (stack: Stack) => ({
    postConfirmation: Function.fromFunctionArn(stack, 'Reset', OWN),
  });
  expect(() => mfaOn(reset, undefined, ownReset)).toThrow('Prop postConfirmation is set');
  const { stack } = mfaOn(reset);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('password reset by email'));
});

test('the emails say who resets passwords: as the pool is set, or as the prop says', () => {
  const recovery = (pool: (stack: Stack) => IUserPool, own?: Partial<EmailMfaProps>) =>
    functionsWith(mfaOn(pool, undefined, () => own ?? {}).stack, 'RECOVERY').map(
      ([, value]) => value,
    );
  const byAdmin = (stack: Stack) =>
    new UserPool(stack, 'Pool', { accountRecovery: AccountRecovery.NONE });
  expect(recovery(byAdmin)).toEqual(['admin']);
  expect(recovery((stack) => new UserPool(stack, 'Pool'))).toEqual(['email']);
  expect(recovery(imported, { mail: { recovery: 'admin' } })).toEqual(['admin', 'admin']);
});
