import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailMfa, poolOptions, type EmailMfaProps } from '../../infra';
import { buildStack } from '../support/build-stack';
import { circular } from '../support/cycles';
import { stubBundles } from '../support/stub-bundles';
import { openApi } from '../support/account-client';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-account-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const bundleFolder = stubBundles(outdir);
const sender = 'login@example.com';
const API = 'AWS::ApiGatewayV2::Api';

function withPool(props: Partial<EmailMfaProps> = {}) {
  const stack = new Stack(new App(), 'Mine');
  const userPool = new UserPool(stack, 'Users', poolOptions());
  const mfa = new EmailMfa(stack, 'Mfa', { userPool, sender, bundleFolder, ...props });
  return { stack, userPool, mfa };
}

function withImportedPool(props: Partial<EmailMfaProps> = {}) {
  const stack = new Stack(new App(), 'Mine');
  const userPool = UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_Old');
  const mfa = new EmailMfa(stack, 'Mfa', { userPool, sender, bundleFolder, ...props });
  return { template: Template.fromStack(stack), mfa };
}

const authorizer = (template: Template) => {
  const [{ Properties }] = Object.values(
    template.findResources('AWS::ApiGatewayV2::Authorizer'),
  ) as [{ Properties: { JwtConfiguration: { Issuer: unknown; Audience: unknown[] } } }];
  return Properties.JwtConfiguration;
};
const variables = (template: Template) =>
  Object.entries(template.findResources('AWS::Lambda::Function')).find(([id]) =>
    id.includes('AccountApi'),
  )?.[1].Properties.Environment.Variables as Record<string, unknown>;

describe('the API of our own app', () => {
  const template = Template.fromStack(buildStack({ domain: 'login.example.com' }));
  const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(
    ({ Properties }) => Properties as { RouteKey: string; AuthorizationType: string },
  );

  test('every request that the document describes needs a token, and only preflights need none', () => {
    const described = Object.entries(openApi.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const needing = routes.filter(({ AuthorizationType }) => AuthorizationType === 'JWT');
    expect(needing.map(({ RouteKey }) => RouteKey).sort()).toEqual(described.sort());
    const open = routes.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT');
    expect(open.map(({ RouteKey }) => RouteKey)).toEqual([
      'OPTIONS /account',
      'OPTIONS /account/{proxy+}',
    ]);
  });

  test('tokens must be of this pool and the app client of the page', () => {
    const [client] = Object.keys(template.findResources('AWS::Cognito::UserPoolClient'));
    const { Issuer, Audience } = authorizer(template);
    expect(Audience).toEqual([{ Ref: client }]);
    expect(JSON.stringify(Issuer)).toMatch(/https:\/\/.*UserPool\w+","ProviderName/);
  });

  test('it is throttled, and only API Gateway may run the function', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    });
    const permissions = Object.values(template.findResources('AWS::Lambda::Permission')).filter(
      ({ Properties }) => JSON.stringify(Properties.FunctionName).includes('AccountApi'),
    );
    expect(permissions.map(({ Properties }) => Properties.Principal)).toEqual([
      'apigateway.amazonaws.com',
    ]);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/account\\*$')])],
      },
    });
  });

  test("the page's own origin may read the answers", () => {
    expect(variables(template).ALLOWED_ORIGINS).toBe('https://login.example.com');
  });

  test('a page that Amplify builds may, too, and nothing is circular', () => {
    const repository = { repository: 'https://github.com/a/b', repositoryToken: 'git' };
    const built = Template.fromStack(buildStack(repository));
    expect(circular(built.toJSON().Resources)).toEqual([]);
    expect(JSON.stringify(variables(built).ALLOWED_ORIGINS)).toContain('DefaultDomain');
    expect(JSON.stringify(built.findResources('AWS::Amplify::App'))).toMatch(
      /accountApi.*ApiEndpoint/,
    );
  });

  test('with accountApi=no there is none, and the page learns of none', () => {
    const without = Template.fromStack(buildStack({ accountApi: 'no' }));
    without.resourceCountIs(API, 0);
    expect(JSON.stringify(without.toJSON())).not.toMatch(/accountApi|AccountApi|execute-api/);
  });
});

describe('the API of an app', () => {
  test('takes tokens of the app clients that the app adds, before or after', () => {
    const { stack, userPool, mfa } = withPool();
    mfa.addClient('Web');
    new UserPoolClient(stack, 'Other', { userPool });
    const template = Template.fromStack(stack);
    const clients = Object.keys(template.findResources('AWS::Cognito::UserPoolClient'));
    expect(clients).toHaveLength(2);
    expect(authorizer(template).Audience).toEqual(
      expect.arrayContaining(clients.map((Ref) => ({ Ref }))),
    );
  });

  test('takes tokens of the named app clients only', () => {
    const { stack, userPool } = withPool();
    const imported = UserPoolClient.fromUserPoolClientId(stack, 'Named', 'client-id');
    userPool.addClient('Other');
    const named = withPool({ accountApi: { clients: [imported] } });
    named.userPool.addClient('Other');
    expect(authorizer(Template.fromStack(named.stack)).Audience).toEqual(['client-id']);
  });

  test('takes no token while the pool has no app client', () => {
    const { stack } = withPool();
    const [pool] = Object.keys(Template.fromStack(stack).findResources('AWS::Cognito::UserPool'));
    expect(authorizer(Template.fromStack(stack)).Audience).toEqual([{ Ref: pool }]);
  });

  test('lets in the page of the emails, or the given origins, or none', () => {
    const originsOf = (props: Partial<EmailMfaProps>) =>
      variables(Template.fromStack(withPool(props).stack)).ALLOWED_ORIGINS;
    expect(originsOf({ mail: { pageUrl: 'https://login.example.com/in' } })).toBe(
      'https://login.example.com',
    );
    const origins = ['https://a.example', 'http://localhost:5173'];
    expect(originsOf({ accountApi: { origins } })).toBe(origins.join(','));
    expect(originsOf({})).toBe('');
  });

  test.each(['https://a.example/', 'a.example', '*', 'null', 'ftp://a.example'])(
    'refuses the origin %j',
    (origin) => {
      expect(() => withPool({ accountApi: { origins: [origin] } })).toThrow(
        'Prop accountApi.origins is',
      );
    },
  );

  test('exists for an imported pool only with app clients', () => {
    withImportedPool().template.resourceCountIs(API, 0);
    expect(withImportedPool().mfa.accountApiUrl).toBeUndefined();
    const clients = [UserPoolClient.fromUserPoolClientId(new Stack(), 'Named', 'client-id')];
    const { template, mfa } = withImportedPool({ accountApi: { clients } });
    template.resourceCountIs(API, 1);
    expect(mfa.functions.accountApi).toBeTruthy();
    expect(JSON.stringify(authorizer(template).Issuer)).toContain('eu-central-1_Old');
  });

  test('exists not if it is off', () => {
    const { stack, mfa } = withPool({ accountApi: { enabled: false } });
    Template.fromStack(stack).resourceCountIs(API, 0);
    expect(mfa.accountApiUrl).toBeUndefined();
  });

  // Fails if it is created in the stack of the triggers: each stack would need the other first.
  test('is in the stack of the pool', () => {
    const app = new App();
    const [pools, mine] = [new Stack(app, 'Pools'), new Stack(app, 'Mine')];
    const userPool = new UserPool(pools, 'Users', poolOptions());
    new EmailMfa(mine, 'Mfa', { userPool, sender, bundleFolder }).addClient('Web');
    const assembly = app.synth();
    const template = (name: string) =>
      Template.fromJSON(assembly.getStackByName(name).template as object);
    template('Pools').resourceCountIs(API, 1);
    template('Mine').resourceCountIs(API, 0);
    expect(JSON.stringify(template('Mine').toJSON())).not.toContain('Fn::ImportValue');
  });
});
