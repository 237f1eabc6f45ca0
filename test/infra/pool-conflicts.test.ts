import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  FeaturePlan,
  LambdaVersion,
  Mfa,
  UserPool,
  UserPoolOperation,
  type CfnUserPool,
  type UserPoolClientOptions,
  type UserPoolProps,
} from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailMfa, type EmailMfaProps } from '../../infra';
import { stubBundles } from '../support/stub-bundles';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-conflicts-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const bundleFolder = stubBundles(outdir);

function build(pool: UserPoolProps = {}, props: Partial<EmailMfaProps> = {}) {
  const stack = new Stack(new App(), 'Mine');
  const userPool = new UserPool(stack, 'Users', pool);
  const mfa = new EmailMfa(stack, 'Mfa', {
    userPool,
    sender: 'login@example.com',
    bundleFolder,
    ...props,
  });
  return { stack, userPool, mfa };
}
const theirs = (stack: Stack, id = 'Theirs') =>
  new Function(stack, id, {
    code: Code.fromInline('exports.handler = async (event) => event;'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue());
const texts = (stack: Stack) => warnings(stack).map(({ entry }) => String(entry.data));

test('a pool as it should be has no conflict', () => {
  const { stack, mfa } = build();
  mfa.addClient('Web');
  expect(texts(stack)).toEqual([]);
});

// Fails without the validation: the template then names two functions, which Cognito rejects at deployment.
describe('another PreTokenGeneration function', () => {
  const message = /PreTokenGeneration has another function/;

  test('set before the second factor is added', () => {
    const stack = new Stack(new App(), 'Mine');
    const userPool = new UserPool(stack, 'Users', {
      lambdaTriggers: { preTokenGeneration: theirs(stack) },
    });
    new EmailMfa(stack, 'Mfa', { userPool, sender: 'login@example.com', bundleFolder });
    expect(() => Template.fromStack(stack)).toThrow(message);
  });

  test('set before, with a version of the event', () => {
    const stack = new Stack(new App(), 'Mine');
    const userPool = new UserPool(stack, 'Users', { featurePlan: FeaturePlan.ESSENTIALS });
    const operation = UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG;
    userPool.addTrigger(operation, theirs(stack), LambdaVersion.V2_0);
    const props = { userPool, sender: 'login@example.com', bundleFolder };
    expect(() => new EmailMfa(stack, 'Mfa', props)).toThrow(message);
  });

  test('added afterwards', () => {
    const { stack, userPool } = build();
    userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION, theirs(stack));
    expect(() => Template.fromStack(stack)).toThrow(message);
  });
});

// Fails without the check: the CDK's own error names neither the second factor nor a way out.
describe("another custom sign-in in the pool's triggers", () => {
  const message =
    /has functions of another custom sign-in: defineAuthChallenge, verifyAuthChallengeResponse\. .*by its app client.*give each its own pool/;

  test('is refused, with what the two would need', () => {
    const stack = new Stack(new App(), 'Mine');
    const userPool = new UserPool(stack, 'Users', {
      lambdaTriggers: {
        defineAuthChallenge: theirs(stack),
        verifyAuthChallengeResponse: theirs(stack, 'Other'),
      },
    });
    const props = { userPool, sender: 'login@example.com', bundleFolder };
    expect(() => new EmailMfa(stack, 'Mfa', props)).toThrow(message);
  });

  test('put over ours afterwards stops the synthesis', () => {
    const { stack, userPool, mfa } = build();
    const pool = userPool.node.defaultChild as CfnUserPool;
    const { functionArn } = theirs(stack);
    pool.lambdaConfig = {
      ...mfa.triggerArns,
      defineAuthChallenge: functionArn,
      verifyAuthChallengeResponse: functionArn,
    };
    expect(() => Template.fromStack(stack)).toThrow(message);
  });
});

test('other triggers of the pool are no conflict', () => {
  const { stack, userPool } = build();
  userPool.addTrigger(UserPoolOperation.PRE_SIGN_UP, theirs(stack));
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('Cognito’s own MFA: required stops the synthesis, optional is a warning', () => {
  const mfaSecondFactor = { otp: true, sms: false };
  const required = build({ mfa: Mfa.REQUIRED, mfaSecondFactor });
  expect(() => Template.fromStack(required.stack)).toThrow(/nobody could sign in/);
  const optional = build({ mfa: Mfa.OPTIONAL, mfaSecondFactor });
  expect(texts(optional.stack)).toEqual([
    expect.stringMatching(/Users who have set up a factor cannot sign in/),
  ]);
});

test('app clients of other pools are ignored', () => {
  const { stack } = build();
  new UserPool(stack, 'Others').addClient('Theirs');
  expect(texts(stack)).toEqual([]);
});

test('device tracking is a warning', () => {
  const deviceTracking = {
    challengeRequiredOnNewDevice: true,
    deviceOnlyRememberedOnUserPrompt: true,
  };
  expect(texts(build({ deviceTracking }).stack)).toEqual([
    expect.stringMatching(/remembers devices/),
  ]);
});

test.each<[string, UserPoolClientOptions, Partial<EmailMfaProps>, RegExp]>([
  [
    'the CDK’s default flows',
    { disableOAuth: true },
    {},
    /allows password \(SRP\)\. The guard refuses/,
  ],
  [
    'passwords beside the code, without the binding',
    { authFlows: { custom: true, userPassword: true }, disableOAuth: true },
    { passBinding: 'off' },
    /is open: it allows passwords/,
  ],
  ['managed login', { authFlows: { custom: true } }, {}, /managed login, which cannot ask/],
])('a client that allows %s is a warning', (_, options, props, text) => {
  const { stack, userPool } = build({}, props);
  userPool.addClient('Theirs', options);
  expect(texts(stack)).toEqual([expect.stringMatching(text)]);
});
