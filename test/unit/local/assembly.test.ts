import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAssembly, type AssemblyOptions } from '../../../infra/local/assembly/load-assembly';

const dir = mkdtempSync(join(tmpdir(), 'email-mfa-assembly-'));
afterAll(() => rmSync(dir, { recursive: true }));

type Resources = Record<string, { Type: string; Properties?: object; Condition?: string }>;

const CODE = { S3Bucket: 'assets', S3Key: 'abc.zip' };
const RUNTIME = { Runtime: 'nodejs24.x', Handler: 'index.handler', Code: CODE };

/** A pool with a Create trigger of the second factor, as EmailMfa makes it. */
const guarded = (name = 'Pool', service = 'Mfa'): Resources => ({
  [name]: {
    Type: 'AWS::Cognito::UserPool',
    Properties: {
      LambdaConfig: { CreateAuthChallenge: { 'Fn::GetAtt': [`${name}Create`, 'Arn'] } },
    },
  },
  [`${name}Create`]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      ...RUNTIME,
      Environment: {
        Variables: { SERVICE_NAME: service, TABLE_NAME: { Ref: `${name}Codes` } },
      },
    },
  },
  [`${name}Codes`]: { Type: 'AWS::DynamoDB::Table' },
});

let count = 0;

/** Writes an assembly with a stack for each template. */
function assembly(stacks: Record<string, object>): string {
  const folder = join(dir, `app-${++count}`);
  mkdirSync(join(folder, 'asset.abc'), { recursive: true });
  const artifacts = Object.fromEntries(
    Object.entries(stacks).map(([name, template]) => {
      writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template));
      const properties = { templateFile: `${name}.template.json` };
      return [name, { type: 'aws:cloudformation:stack', properties }];
    }),
  );
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  const files = {
    abc: {
      source: { path: 'asset.abc' },
      destinations: { here: { objectKey: 'abc.zip' } },
    },
  };
  writeFileSync(join(folder, 'App.assets.json'), JSON.stringify({ files }));
  return folder;
}

const load = (stacks: Record<string, object>, options: AssemblyOptions = {}) =>
  loadAssembly({ app: assembly(stacks), ...options });

const idsOf = (stacks: Record<string, object>, options?: AssemblyOptions) =>
  load(stacks, options).template.ids.map(({ logicalId }) => logicalId);

test('what the second factor needs runs, the rest is left alone', () => {
  const app = {
    App: {
      Resources: {
        ...guarded(),
        Web: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
        Other: { Type: 'AWS::Cognito::UserPool' },
        Files: { Type: 'AWS::S3::Bucket' },
        Role: { Type: 'AWS::IAM::Role' },
        Orders: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13' } },
      },
    },
  };
  expect(idsOf(app)).toEqual(['Pool', 'PoolCreate', 'PoolCodes', 'Web']);
  expect(load(app).leftAlone).toEqual([
    { logicalId: 'Other', type: 'AWS::Cognito::UserPool' },
    { logicalId: 'Files', type: 'AWS::S3::Bucket' },
    { logicalId: 'Orders', type: 'AWS::Lambda::Function' },
  ]);
});

test('what one stack exports, another imports; ids that two stacks have stay apart', () => {
  const { template } = load({
    Users: {
      Resources: { ...guarded(), Files: { Type: 'AWS::S3::Bucket' } },
      Outputs: { Export: { Value: { Ref: 'Pool' }, Export: { Name: 'Users:Pool' } } },
    },
    Web: {
      Resources: {
        Files: { Type: 'AWS::S3::Bucket' },
        Client: {
          Type: 'AWS::Cognito::UserPoolClient',
          Properties: {
            UserPoolId: { 'Fn::ImportValue': 'Users:Pool' },
            ClientName: { 'Fn::Sub': '${AWS::StackName}-${Files}' },
          },
        },
      },
    },
  });
  const pool = template.only('AWS::Cognito::UserPool');
  expect(template.only('AWS::Cognito::UserPoolClient').properties).toEqual({
    UserPoolId: pool.physicalId,
    ClientName: 'Web-Users-WebFiles',
  });
});

test('parameters, attributes, exports and secrets that only AWS has are named, with what to do', () => {
  const secret = '{{resolve:secretsmanager:key}}';
  const app = (value: unknown) => ({
    App: {
      Parameters: {
        Stage: { Type: 'String' },
        Path: { Type: 'AWS::SSM::Parameter::Value<String>' },
      },
      Resources: {
        ...guarded(),
        Site: { Type: 'AWS::CloudFront::Distribution' },
        Web: {
          Type: 'AWS::Cognito::UserPoolClient',
          Properties: { UserPoolId: { Ref: 'Pool' }, ClientName: value },
        },
      },
    },
  });
  const nameOf = (value: unknown, values?: Record<string, string>) =>
    load(app(value), { values }).template.only('AWS::Cognito::UserPoolClient').properties
      .ClientName;
  const cases: [unknown, string][] = [
    [{ Ref: 'Stage' }, 'Stage'],
    [{ Ref: 'Path' }, 'Path'],
    [{ 'Fn::GetAtt': ['Site', 'DomainName'] }, 'Site.DomainName'],
    [{ 'Fn::ImportValue': 'Elsewhere' }, 'Elsewhere'],
    [secret, 'resolve:secretsmanager:key'],
  ];
  for (const [value, name] of cases) {
    expect(() => nameOf(value)).toThrow(`${name}=…`);
    expect(nameOf(value, { [name]: 'given' })).toBe('given');
  }
});

test('conditions name others', () => {
  const app = {
    Parameters: { Stage: { Default: 'prod' } },
    Conditions: {
      Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      Test: { 'Fn::Not': [{ Condition: 'Prod' }] },
      Both: { 'Fn::And': [{ Condition: 'Prod' }, { Condition: 'Test' }] },
      Either: { 'Fn::Or': [{ Condition: 'Prod' }, { Condition: 'Test' }] },
    },
  };
  const client = (Condition: string) => ({
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: { UserPoolId: { Ref: 'Pool' } },
    Condition,
  });
  const Resources = {
    ...guarded(),
    A: client('Prod'),
    B: client('Test'),
    C: client('Both'),
    D: client('Either'),
  };
  expect(idsOf({ App: { ...app, Resources } }).slice(3)).toEqual(['A', 'D']);
});

describe('stops with a name and what to do', () => {
  const withFunction = (properties: object) => {
    const resources = guarded();
    const pool = resources.Pool as { Properties: { LambdaConfig: object } };
    pool.Properties.LambdaConfig = {
      ...pool.Properties.LambdaConfig,
      PreSignUp: { 'Fn::GetAtt': ['Theirs', 'Arn'] },
    };
    resources.Theirs = {
      Type: 'AWS::Lambda::Function',
      Properties: { ...RUNTIME, ...properties },
    };
    return { App: { Resources: resources } };
  };
  const bundles = (stacks: Record<string, object>, options?: AssemblyOptions) => {
    const { template, bundleOf } = load(stacks, options);
    return template.ofType('AWS::Lambda::Function').map(bundleOf);
  };

  test.each([
    [{ Runtime: 'python3.13' }, 'Theirs runs on python3.13'],
    [{ Layers: ['arn:aws:lambda:…:layer:x:1'] }, 'Theirs has layers'],
    [{ PackageType: 'Image', Code: { ImageUri: 'x' } }, 'Theirs is a container image'],
    [{ Code: { S3Key: 'other.zip' } }, 'Theirs has no code there'],
  ])('a trigger with %j', (properties, message) => {
    expect(() => bundles(withFunction(properties))).toThrow(
      new RegExp(`${message}.*--leave-out Theirs$`),
    );
  });

  test('a trigger that is left out is off the pool', () => {
    const { template } = load(withFunction({ Runtime: 'java21' }), { leaveOut: ['Theirs'] });
    const { LambdaConfig } = template.only('AWS::Cognito::UserPool').properties;
    expect(Object.keys(LambdaConfig as object)).toEqual(['CreateAuthChallenge']);
    expect(template.ofType('AWS::Lambda::Function')).toHaveLength(1);
  });

  test('no pool, two pools, a pool that is imported, the pool left out', () => {
    const two = {
      One: { Resources: guarded('First') },
      Two: { Resources: guarded('Second', 'Other') },
    };
    expect(() => load({ App: { Resources: {} } })).toThrow('no user pool with EmailMfa');
    expect(() => load(two)).toThrow('First, Second. Choose a stack with --stack.');
    expect(idsOf(two, { stack: 'Two' })).toContain('Second');
    const imported = { Attachment: { Type: 'Custom::EmailMfaTriggers' } };
    expect(() => load({ App: { Resources: imported } })).toThrow('a pool that it imports');
    expect(() => load({ App: { Resources: guarded() } }, { leaveOut: ['Pool'] })).toThrow(
      'Pool is the pool with EmailMfa',
    );
  });

  test('a folder without an assembly, and one with stages', () => {
    expect(() => loadAssembly({ app: join(dir, 'none') })).toThrow('Run cdk synth');
    const folder = join(dir, 'stages');
    mkdirSync(folder);
    const artifacts = { 'assembly-Dev': { type: 'cdk:cloud-assembly' } };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
    expect(() => loadAssembly({ app: folder })).toThrow(`--app ${join(folder, 'assembly-Dev')}`);
  });
});

test('one template runs too, with the assets beside it', () => {
  const folder = assembly({ App: { Resources: guarded() } });
  const app = loadAssembly({ template: join(folder, 'App.template.json') });
  const [create] = app.template.ofType('AWS::Lambda::Function');
  expect(create && app.bundleOf(create)).toBe(join(folder, 'asset.abc'));
});
