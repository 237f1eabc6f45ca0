import { App, NestedStack, Stack, type Environment } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { UserPool, UserPoolClient, type IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailMfa, poolOptions, type EmailMfaProps } from '../../infra';
import { circular } from '../support/cycles';
import { stubBundles } from '../support/stub-bundles';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-places-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const bundleFolder = stubBundles(outdir);

const newApp = () =>
  new App({ context: { '@aws-cdk/core:stackNestedValidation': false }, analyticsReporting: false });

/** The second factor with all that it can have, and an app client. */
function addMfa(
  scope: Construct,
  userPool: IUserPool,
  props: Partial<EmailMfaProps> = {},
): EmailMfa {
  const topic = new Topic(scope, 'Pages');
  const sender = 'login@example.com';
  const mfa = new EmailMfa(scope, 'Mfa', {
    userPool,
    sender,
    bundleFolder,
    alarms: { topic },
    ...props,
  });
  mfa.addClient('Web');
  return mfa;
}

const dashboards = (stack: Stack) =>
  Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard')).length;

function expectOrder(...stacks: Stack[]): void {
  for (const stack of stacks) {
    expect(circular(Template.fromStack(stack).toJSON().Resources)).toEqual([]);
  }
}

test('a pool in the same stack', () => {
  const stack = new Stack(newApp(), 'One');
  addMfa(stack, new UserPool(stack, 'Users', poolOptions()));
  expectOrder(stack);
  expect(dashboards(stack)).toBe(1);
});

test('a pool in another stack: that stack references the functions, and not the other way round', () => {
  const app = newApp();
  const users = new Stack(app, 'Users');
  const login = new Stack(app, 'Login');
  addMfa(login, new UserPool(users, 'Users', poolOptions()));
  app.synth();
  expect(users.dependencies).toEqual([login]);
  expect(login.dependencies).toEqual([]);
  expectOrder(users, login);
  // What names the pool stands beside it.
  expect([dashboards(users), dashboards(login)]).toEqual([1, 0]);
});

test.each(['the pool', 'the second factor', 'each'])('%s in a nested stack', (nested) => {
  const parent = new Stack(newApp(), 'Parent');
  const stackFor = (id: string) => new NestedStack(parent, id);
  const users = nested === 'the second factor' ? parent : stackFor('Users');
  const login = nested === 'the pool' ? parent : stackFor('Login');
  addMfa(login, new UserPool(users, 'Users', poolOptions()));
  expectOrder(parent, users, login);
});

test('a pool of another app, and one imported by another stack', () => {
  const app = newApp();
  const imports = new Stack(app, 'Imports');
  const login = new Stack(app, 'Login');
  const userPool = UserPool.fromUserPoolId(imports, 'Users', 'eu-central-1_example');
  expect(addMfa(login, userPool).attachment).toBeDefined();
  expectOrder(imports, login);
  expect(dashboards(login)).toBe(1);
});

describe('a pool in another account or region', () => {
  const at = (account: string, region: string): Environment => ({ account, region });
  const importInto = (env: Environment) => {
    const stack = new Stack(newApp(), 'Login', { env });
    const arn = 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_example';
    return addMfa(stack, UserPool.fromUserPoolArn(stack, 'Users', arn));
  };

  test('is fine where EmailMfa is deployed to that account', () => {
    const mfa = importInto(at('111122223333', 'eu-central-1'));
    expectOrder(Stack.of(mfa));
  });

  test('is fine where account and region are known at deployment only', () => {
    expect(() => importInto({})).not.toThrow();
  });

  test.each([at('444455556666', 'eu-central-1'), at('111122223333', 'us-east-1')])(
    'is refused where it is known to be elsewhere: %j',
    (env) => {
      expect(() => importInto(env)).toThrow(
        'Prop userPool is in account 111122223333, region eu-central-1; allowed: the stack',
      );
    },
  );
});

describe('an unguarded client that the app creates in the pool', () => {
  function build(nested: boolean) {
    const app = newApp();
    const users = new Stack(app, 'Users');
    const login = nested ? users : new Stack(app, 'Login');
    const userPool = new UserPool(users, 'Users', poolOptions());
    const unguardedClients = [
      userPool.addClient('Old', { disableOAuth: true }),
      UserPoolClient.fromUserPoolClientId(login, 'Known', '3n4b5urk1ft4fl3mg5e62d9ado'),
    ];
    addMfa(login, userPool, { unguardedClients });
    return { app, users, login };
  }

  // Fails if the guard references it: the pool names the guard, and the client the pool.
  test.each([
    ['the same stack', true],
    ['two stacks', false],
  ])('is listed where the guard reads it by name: %s', (_, same) => {
    const { app, users, login } = build(same);
    app.synth();
    expectOrder(users, login);
    const [parameter] = Object.values(
      Template.fromStack(users).findResources('AWS::SSM::Parameter'),
    );
    const { Name, Value } = parameter?.Properties ?? {};
    expect(Value).toEqual({ Ref: expect.stringMatching(/^UsersOld/) });
    const template = Template.fromStack(login);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          CLAIM_NAME: 'email_mfa',
          UNGUARDED_CLIENT_IDS: '3n4b5urk1ft4fl3mg5e62d9ado',
          UNGUARDED_CLIENTS_PARAMETER: Name,
        },
      },
    });
    const allowed = Object.values(template.findResources('AWS::IAM::Policy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => Action === 'ssm:GetParameter');
    expect(JSON.stringify(allowed)).toContain(`:parameter${Name}"`);
    expect(allowed).toHaveLength(1);
    Template.fromStack(users).hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          USER_POOL_ID: Match.anyValue(),
          UNGUARDED_CLIENT_IDS: {
            'Fn::Join': [
              '',
              [{ Ref: Match.stringLikeRegexp('^UsersOld') }, ',3n4b5urk1ft4fl3mg5e62d9ado'],
            ],
          },
        },
      },
    });
  });

  test('is refused in a third stack, which depends on that of the pool', () => {
    const app = newApp();
    const userPool = new UserPool(new Stack(app, 'Users'), 'Users', poolOptions());
    const client = new UserPoolClient(new Stack(app, 'Apps'), 'Old', { userPool });
    expect(() => addMfa(new Stack(app, 'Login'), userPool, { unguardedClients: [client] })).toThrow(
      "has the app client Apps/Old/Resource of stack Apps; allowed: clients in the pool's own stack (Users)",
    );
  });
});
