import { DynamoDBClient, GetItemCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';
import type * as Testing from '../../infra/testing';
import { FUNCTION_FILES } from '../../infra/packaging/function-files';
import { circular } from '../support/cycles';
import { typescriptModules } from '../support/document';
import { startRegistry, type Registry } from '../support/registry';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { claimsOf } from '../support/tokens';

const ROOT = join(__dirname, '..', '..');
/** Another team's CDK app, in a folder that shares nothing with this repository but the CDK itself. */
const consumer = mkdtempSync(join(tmpdir(), 'email-mfa-consumer-'));
const installed = join(consumer, 'node_modules', 'cognito-email-mfa');
/** `npm run test:lowest-cdk`: the app uses the lowest versions that the package allows, not this repository's. */
const LOWEST_CDK = process.env.LOWEST_CDK === 'yes';
/** What such an app has installed: the peers, and what the documents' examples use. */
const PROVIDED = [
  'aws-cdk-lib',
  'constructs',
  'aws-jwt-verify',
  '@types/aws-lambda',
  '@types/node',
  'undici-types',
  // Lambda brings it along for the triggers.
  '@aws-sdk/client-dynamodb',
];
/** What those install who run the local stack. */
const LOCAL_PEERS = ['aws-ses-v2-local', `@dynoxide/${process.platform}-${process.arch}`];

/** Installs packages of this repository in the app. */
function provide(names: string[]): void {
  for (const name of names) {
    const folder = join(consumer, 'node_modules', name);
    const source = join(ROOT, 'node_modules', name);
    mkdirSync(dirname(folder), { recursive: true });
    if (!existsSync(folder) && existsSync(source)) symlinkSync(source, folder);
  }
}

let registry: Registry;
/** What `npm publish --dry-run` says that it would send. */
let announced: { size: number; files: { path: string }[] };

beforeAll(async () => {
  registry = await startRegistry();
  // npm publishes only with a token, but this registry takes any.
  const token = `--${registry.url.replace('http:', '')}/:_authToken=any`;
  const npm = (cwd: string, ...args: string[]) =>
    promisify(execFile)('npm', [...args, '--registry', registry.url, token], { cwd });
  // Builds the package first, as its scripts say, and so speaks of more than the JSON.
  const { stdout } = await npm(ROOT, 'publish', '--dry-run', '--json');
  const json = JSON.parse(stdout.slice(stdout.indexOf('{')));
  // npm 11 names the package first, npm 10 does not.
  announced = json['cognito-email-mfa'] ?? json;
  await npm(ROOT, 'publish', '--ignore-scripts');

  cpSync(join(__dirname, 'consumer'), consumer, { recursive: true });
  mkdirSync(join(consumer, 'examples'));
  const documents = ['README.md', 'infra/constructs/README.md', 'infra/testing/README.md'];
  const examples = documents.flatMap(typescriptModules);
  examples.forEach((code, n) => writeFileSync(join(consumer, 'examples', `example-${n}.ts`), code));

  await npm(consumer, 'install', 'cognito-email-mfa', '--no-audit', '--no-fund');
  if (LOWEST_CDK) {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const lowest = ['aws-cdk-lib', 'constructs'].map((name) =>
      manifest.peerDependencies[name].replace('^', `${name}@`),
    );
    const flags = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts'];
    await promisify(execFile)('npm', ['install', ...flags, ...lowest], { cwd: consumer });
  }
  provide(PROVIDED);
}, 600_000);
afterAll(() => {
  registry.close();
  rmSync(consumer, { recursive: true });
});

const templateOf = (stack: string) =>
  Template.fromJSON(
    JSON.parse(readFileSync(join(consumer, 'cdk.out', `${stack}.template.json`), 'utf8')),
  );

test('the package brings the constructs, their types, every bundle, and no dependencies', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(manifest.dependencies).toBeUndefined();
  expect(readdirSync(installed).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
  ]);
  expect(readdirSync(join(installed, 'dist', 'bundles')).sort()).toEqual(
    Object.keys(FUNCTION_FILES).sort(),
  );
});

test('the package is small, and has nothing but what its entries and functions need', () => {
  expect([...registry.published.keys()]).toEqual(['cognito-email-mfa']);
  // A third of it is the local stack, with the SDK clients that it needs.
  expect(announced.size).toBeLessThan(1_300_000);
  const kinds = announced.files.map(({ path }) =>
    path.replace(/^dist\/(types|bundles)\/.*(\.d\.ts|\/index\.js)$/, 'dist/$1/…$2'),
  );
  expect([...new Set(kinds)].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/THIRD-PARTY-LICENSES.txt',
    'dist/account-api.json',
    'dist/bundles/…/index.js',
    'dist/index.js',
    'dist/local/cli.js',
    'dist/local/dynamodb-local.xml',
    'dist/local/end-with-parent.mjs',
    'dist/local/json-console.mjs',
    'dist/local/moved-clock.mjs',
    'dist/local/runtime.mjs',
    'dist/public-parameters.js',
    'dist/testing/index.js',
    'dist/types/….d.ts',
    'package.json',
  ]);
});

test('the licenses of what the functions contain go with them', () => {
  const licenses = readFileSync(join(installed, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['@aws-sdk/client-dynamodb', '@aws-sdk/client-sesv2', '@smithy/core']) {
    expect(licenses).toMatch(new RegExp(`^${name} \\S+ \\(Apache-2\\.0\\)$`, 'm'));
  }
  expect(licenses).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
});

test("another team's app and the documents' examples type-check against the package, and the app synthesizes without a bundling tool", () => {
  const check = [join(__dirname, 'check-consumer.mjs'), consumer];
  const checked = spawnSync(process.execPath, check, { encoding: 'utf8' });
  expect([checked.stdout, checked.stderr]).toEqual(['', '']);

  const noBundler = `require.resolve('esbuild', { paths: [${JSON.stringify(installed)}] })`;
  expect(spawnSync(process.execPath, ['-e', noBundler], { cwd: consumer }).status).not.toBe(0);
  execFileSync(process.execPath, [join('out', 'app.js')], {
    cwd: consumer,
    env: { ...process.env, CDK_OUTDIR: join(consumer, 'cdk.out') },
  });
}, 180_000);

test('a sign-in page of theirs speaks with the triggers by the same names', () => {
  const program = "process.stdout.write(JSON.stringify(require('./out/sign-in.js').resend))";
  const printed = execFileSync(process.execPath, ['-e', program], { cwd: consumer });
  expect(JSON.parse(printed.toString())).toEqual({
    challengeResponse: 'resend',
    options: { clientMetadata: { action: 'resend' } },
  });
});

test('on a pool of its own, the second factor is wired up', () => {
  const template = templateOf('OnNewPool');
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
  });
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    AuthSessionValidity: 10,
  });
  template.resourceCountIs('AWS::SES::EmailIdentity', 0);
});

test('an app client of the pool itself is unguarded: the guard reads its id when it would refuse', () => {
  const template = templateOf('OnNewPool');
  const [partners = ''] = Object.keys(
    template.findResources('AWS::Cognito::UserPoolClient'),
  ).filter((id) => id.startsWith('UsersPartners'));
  const [parameter] = Object.values(template.findResources('AWS::SSM::Parameter'));
  expect(parameter?.Properties.Value).toEqual({ Ref: partners });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { UNGUARDED_CLIENTS_PARAMETER: parameter?.Properties.Name } },
  });
  expect(circular(template.toJSON().Resources)).toEqual([]);
});

test('on a pool that exists, the triggers are attached by a function that the package brings along', () => {
  const template = templateOf('OnExistingPool');
  template.resourceCountIs('AWS::Cognito::UserPool', 0);
  template.hasResourceProperties('Custom::EmailMfaTriggers', {
    userPoolId: 'eu-central-1_example',
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: {
        PRE_TOKEN_GENERATION_VERSION: 'V1_0',
        UNGUARDED_CLIENT_IDS: '3n4b5urk1ft4fl3mg5e62d9ado',
      },
    },
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { CODE_LENGTH: '8', CODE_LIFETIME_SECONDS: '300' } },
  });
});

test("an app team's API asks for tokens of a sign-in with a code", () => {
  const template = templateOf('OnNewPool');
  const [pool] = Object.keys(template.findResources('AWS::Cognito::UserPool'));
  const client = Object.keys(template.findResources('AWS::Cognito::UserPoolClient')).find((id) =>
    id.startsWith('UsersWeb'),
  );
  const authorizer = Object.keys(template.findResources('AWS::ApiGatewayV2::Authorizer')).find(
    (id) => id.startsWith('Orders'),
  );
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
    AuthorizationType: 'JWT',
    AuthorizationScopes: ['email_mfa'],
    AuthorizerId: { Ref: authorizer },
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    JwtConfiguration: {
      Audience: [{ Ref: client }],
      Issuer: { 'Fn::Join': ['', Match.arrayWith([{ Ref: pool }])] },
    },
  });
});

describe('on this machine', () => {
  const cdkOut = () => join(consumer, 'cdk.out');
  const load = () =>
    createRequire(join(consumer, 'test.js'))('cognito-email-mfa/testing') as typeof Testing;
  const local = (...args: string[]) =>
    spawnSync('npx', ['cognito-email-mfa', 'local', '--app', 'cdk.out', '--port', '0', ...args], {
      cwd: consumer,
      encoding: 'utf8',
    });

  test('the command says which package is missing', () => {
    const { status, stderr } = local('--stack', 'OnNewPool');
    expect(stderr).toMatch(/Install it: npm install --save-dev aws-ses-v2-local/);
    expect(status).toBe(1);
  });

  test('the command names what it cannot run, and what to do', () => {
    provide(LOCAL_PEERS);
    expect(local().stderr).toMatch(
      /more than one user pool with EmailMfa: .*Choose a stack with --stack/,
    );
    expect(local('--stack', 'OnExistingPool').stderr).toContain('to a pool that it imports');
    expect(local('--stack', 'Missing').stderr).toContain('It has: OnNewPool, OnExistingPool,');
    expect(local('--stack', 'OnNewPool', '--leave-out', 'Nothing').stderr).toContain(
      'There is no resource Nothing to leave out.',
    );
  });

  describe('a pool with triggers, groups and clients of its team, in another stack than the second factor', () => {
    let stack: Testing.LocalStack;
    let domain: string;
    const facts = () => stack.facts as StackFacts;
    beforeAll(async () => {
      const [id] = Object.keys(templateOf('Users').findResources('AWS::Cognito::UserPoolDomain'));
      domain = id as string;
      const options = { assembly: cdkOut(), stack: 'Users', leaveOut: [domain] };
      stack = await load().startLocalStack(options);
    });
    afterAll(() => stack?.close());

    test('a domain is refused by name unless it is left out', () => {
      expect(local('--stack', 'Users').stderr).toContain(
        `does not emulate AWS::Cognito::UserPoolDomain (${domain}; managed login and its domain). To start without it, add --leave-out ${domain}`,
      );
    });

    test('what has nothing to do with sign-ins is named, and left alone', () => {
      const types = stack.facts.leftAlone.map(({ type }) => type);
      expect(types).toEqual(
        expect.arrayContaining([
          'AWS::S3::Bucket',
          'AWS::Lambda::Function',
          'AWS::CloudWatch::Dashboard',
        ]),
      );
      expect(types).not.toContain('AWS::Cognito::UserPoolGroup');
    });

    test('a user signs in with a code, and is in a group of the template', async () => {
      const user = await stack.createUser({ groups: ['admins'] });
      const { clients } = stack.facts;
      expect(clients.map(({ logicalId }) => logicalId)).toEqual([
        expect.stringContaining('Web'),
        expect.stringContaining('Server'),
      ]);
      const client = new SrpClient(facts());
      const step = await client.password(user);
      const done = await client.answer(step, await stack.latestCode(user.email));
      const claims = claimsOf(done.AuthenticationResult?.IdToken);
      expect(claims).toMatchObject({ email_mfa: 'true', 'cognito:groups': ['admins'] });
    });

    test("the team's triggers run: one refuses, the other writes to a table of the team and reaches no AWS", async () => {
      const cognito = cognitoClient(facts());
      const signUp = (Username: string) =>
        cognito.send(
          new SignUpCommand({
            ClientId: stack.facts.clientId,
            Username,
            Password: 'Right-Horse-7-Battery',
            UserAttributes: [{ Name: 'email', Value: Username }],
          }),
        );
      await expect(signUp('someone@example.net')).rejects.toThrow(
        'PreSignUp failed with error Sign up with your example.com address.',
      );
      const user = await stack.createUser();
      const client = new SrpClient(facts());
      await client.answer(await client.password(user), await stack.latestCode(user.email));
      const dynamodb = new DynamoDBClient(clientOptions(facts(), 'dynamodb'));
      const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
      const TableName = TableNames.find((name) => name.includes('Visits'));
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName, Key: { id: { S: user.sub } } }),
      );
      expect(Item).toMatchObject({
        email: { S: user.email },
        bucket: { S: 'The local stack does not emulate s3.' },
      });
    });

    test('a code expires when the clock is moved, and a new one works', async () => {
      const user = await stack.createUser();
      const client = new SrpClient(facts());
      const step = await client.password(user);
      const code = await stack.latestCode(user.email);
      await stack.advanceClock(6);
      const refused = await client.answer(step, code);
      expect(refused.ChallengeName).toBe('CUSTOM_CHALLENGE');
      const again = await client.password(user);
      const done = await client.answer(again, await stack.latestCode(user.email));
      expect(done.AuthenticationResult?.IdToken).toBeDefined();
      await expect(stack.advanceClock(-1)).rejects.toThrow('The clock only goes ahead');
    });

    test('a mail bounces, calls are throttled, and both end', async () => {
      const user = await stack.createUser();
      const client = new SrpClient(facts());
      await stack.throttle('dynamodb');
      await expect(client.password(user)).rejects.toThrow();
      await stack.clearFaults();
      await stack.bounce(user.email);
      await client.password(user);
      await expect(stack.latestCode(user.email, { timeout: 300 })).rejects.toThrow(
        `No new mail with a code came to ${user.email} in 300 ms; mails there: 0.`,
      );
    });

    test('another process uses the same stack', async () => {
      const other = load().connectLocalStack(stack.file);
      expect(other.facts.userPoolId).toBe(stack.facts.userPoolId);
      await other.close();
      const { email } = await stack.createUser();
      expect(email).toMatch(/@example\.com$/);
    });
  });

  test('a pool in a nested stack, as Amplify Gen 2 makes it', async () => {
    const stack = await load().startLocalStack({ assembly: cdkOut(), stack: 'Amplify' });
    const client = new SrpClient(stack.facts as StackFacts);
    const user = await stack.createUser({ email: 'mum@example.com', password: 'Right-Horse-7' });
    const step = await client.password(user);
    const done = await client.answer(step, await stack.latestCode('mum@example.com'));
    expect(claimsOf(done.AuthenticationResult?.IdToken).email_mfa).toBe('true');
    await stack.close();
  });
});

describe('wherever the pool is', () => {
  const file = (name: string) => JSON.parse(readFileSync(join(consumer, 'cdk.out', name), 'utf8'));
  const nested = (name: string): string =>
    readdirSync(join(consumer, 'cdk.out')).find(
      (each) => each.includes(name) && each.endsWith('.nested.template.json'),
    ) as string;

  test('in another stack: that stack needs the one of the second factor, and not the other way round', () => {
    const stacks = ['Users', 'Login'].map((name) => JSON.stringify(templateOf(name).toJSON()));
    expect(stacks.map((body) => body.includes('Fn::ImportValue'))).toEqual([true, false]);
    templateOf('Users').resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  test('in a nested stack of Amplify Gen 2, whose app client is set to sign in with a code only', () => {
    expect(circular(templateOf('Amplify').toJSON().Resources)).toEqual([]);
    const auth = Template.fromJSON(file(nested('Amplifyauth')));
    auth.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AuthSessionValidity: 10,
      AllowedOAuthFlowsUserPoolClient: false,
      AllowedOAuthFlows: Match.absent(),
      CallbackURLs: Match.absent(),
    });
  });

  test('imported into the stack of its account, with a function of its own that the guard may call', () => {
    const template = templateOf('OtherAccount');
    const [theirs] = Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) =>
      id.startsWith('Tenants'),
    );
    const arn = { 'Fn::GetAtt': [theirs, 'Arn'] };
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { OWN_FUNCTION_ARN: arn } },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: { PRE_TOKEN_GENERATION_VERSION: 'V3_0', OWN_FUNCTION: arn, GUARD_REPAIR: 'yes' },
      },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: arn },
        ]),
      },
    });
  });
});
