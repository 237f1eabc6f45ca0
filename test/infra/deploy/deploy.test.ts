import { strFromU8, unzipSync } from 'fflate';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from '../../../infra/deploy/deploy';
import { useFakeAws } from './environment';

const aws = useFakeAws();

const OUTPUTS = {
  UserPoolId: 'eu-central-1_Pool',
  UserPoolClientId: 'client',
  WebConfig: '{"region":"eu-central-1"}',
  HostingAppId: 'd123',
  HostingBranch: 'main',
  Url: 'https://main.d123.amplifyapp.com',
};

async function run(
  settings: Record<string, string> = {},
  outputs: object | Error = OUTPUTS,
  lines: string[] = [],
) {
  const commands: string[][] = [];
  const given = { sender: 'login@shop.example', ...settings };
  await deploy(given, {
    cdk: async (args, passedOn) => {
      expect(passedOn).toEqual(given);
      commands.push(args);
      if (outputs instanceof Error) throw outputs;
      const file = args[args.indexOf('--outputs-file') + 1] as string;
      writeFileSync(file, JSON.stringify({ EmailMfa: outputs }));
    },
    buildWeb: async (outDir) => {
      mkdirSync(join(outDir, 'assets'), { recursive: true });
      writeFileSync(join(outDir, 'index.html'), '<h1>Sign in</h1>');
      writeFileSync(join(outDir, 'assets', 'app-1a2b.js'), 'start()');
    },
    print: (line) => lines.push(line),
  });
  return { lines, commands };
}

const calls = () => aws().seen.map(({ call }) => call);

test('deploys the stack, publishes the page with its outputs, prints the address', async () => {
  const { lines, commands } = await run();
  expect(commands).toEqual([
    expect.arrayContaining(['deploy', 'EmailMfa', '--outputs-file']) as string[],
  ]);
  expect(calls().slice(-5)).toEqual([
    'POST /apps/d123/branches/main/deployments',
    'PUT /upload?signed',
    'POST /apps/d123/branches/main/deployments/start',
    'GET /apps/d123/branches/main/jobs/7',
    'GET /apps/d123/branches/main/jobs/7',
  ]);
  expect(lines.at(-1)).toBe('Ready: https://main.d123.amplifyapp.com');
  expect(lines.filter((line) => line.includes('is not verified'))).toHaveLength(2);
});

test('the zip holds the files of the page at its root, and the config of this stack', async () => {
  await run();
  const upload = aws().seen.find(({ call }) => call.startsWith('PUT'));
  expect(upload?.contentType).toBe('application/zip');
  const files = unzipSync(new Uint8Array(upload?.body ?? []));
  const texts = Object.entries(files).map(([name, content]) => [name, strFromU8(content)]);
  expect(Object.fromEntries(texts)).toEqual({
    'index.html': '<h1>Sign in</h1>',
    'assets/app-1a2b.js': 'start()',
    'config.json': OUTPUTS.WebConfig,
  });
});

test('a page that Amplify does not take fails with its reason', async () => {
  aws().account.job = ['FAILED'];
  await expect(run()).rejects.toThrow(
    'Amplify did not publish job 7 of app d123: The zip is empty.',
  );
});

test('with a repository, Amplify builds the page itself', async () => {
  aws().account.job = ['SUCCEED'];
  await run({ repository: 'https://github.com/shop/login', repositoryToken: 'git' });
  const job = aws().seen.find(({ call }) => call === 'POST /apps/d123/branches/main/jobs');
  expect(JSON.parse(String(job?.body))).toMatchObject({ jobType: 'RELEASE' });
  expect(calls().filter((call) => call.startsWith('PUT'))).toEqual([]);
});

test('with a domain, it prints the DNS records to create', async () => {
  const { lines } = await run({ domain: 'login.shop.example' });
  expect(lines.filter((line) => line.startsWith('Create this DNS record'))).toEqual([
    'Create this DNS record for login.shop.example: _a.example.com. CNAME _b.acm-validations.aws.',
    'Create this DNS record for login.shop.example: login.shop.example. CNAME d1.cloudfront.net',
  ]);
});

test('hosting=no publishes nothing', async () => {
  const { UserPoolId, UserPoolClientId, WebConfig } = OUTPUTS;
  await run({ hosting: 'no' }, { UserPoolId, UserPoolClientId, WebConfig });
  expect(calls().filter((call) => call.includes('/apps/'))).toEqual([]);
});

test('nothing is deployed when something is not ready', async () => {
  aws().account.bootstrapped = false;
  await expect(run()).rejects.toThrow('not bootstrapped for the CDK');
});

test('a deployment that fails names what it leaves behind, with how to delete it', async () => {
  const [type, other] = ['AWS::DynamoDB::Table', 'AWS::SQS::Queue'];
  aws().account.stack = [
    { logicalId: 'Table', type, physicalId: 'table-1', status: 'DELETE_SKIPPED' },
    { logicalId: 'Queue', type: other, physicalId: 'queue-1', status: 'DELETE_COMPLETE' },
  ];
  const lines: string[] = [];
  await expect(run({}, new Error('It failed'), lines)).rejects.toThrow('It failed');
  expect(lines.filter((line) => line.startsWith('Left behind'))).toEqual([
    'Left behind, and not used by the next deployment: AWS::DynamoDB::Table table-1. To delete it: aws dynamodb update-table --table-name table-1 --no-deletion-protection-enabled && aws dynamodb delete-table --table-name table-1',
  ]);
});
