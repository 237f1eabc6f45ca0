import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  type ExplicitAuthFlowsType,
} from '@aws-sdk/client-cognito-identity-provider';
import { dirname } from 'node:path';
import { run } from '../support/admin-cli';
import { currentStack } from '../support/current-stack';
import { cognitoClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';

jest.setTimeout(60_000);

const folder = dirname(process.env.STACK_FILE ?? '');

const doctor = (...args: string[]) => run(['doctor', ...args]);

const made: string[] = [];
async function makeClient(name: string, ...flows: ExplicitAuthFlowsType[]): Promise<string> {
  const stack = currentStack();
  const { UserPoolClient } = await cognitoClient(stack).send(
    new CreateUserPoolClientCommand({
      UserPoolId: stack.userPoolId,
      ClientName: name,
      ExplicitAuthFlows: flows,
      GenerateSecret: true,
    }),
  );
  const id = UserPoolClient?.ClientId ?? '';
  made.push(id);
  return id;
}
afterEach(async () => {
  const { userPoolId: UserPoolId, ...stack } = currentStack();
  const cognito = cognitoClient({ userPoolId: UserPoolId, ...stack });
  for (const ClientId of made.splice(0)) {
    await cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
  }
});

test('our own client asks for nothing but the code, and the stack is as it should be', async () => {
  const { code, stdout } = await doctor('--dir', folder, '--json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  const { clientId } = currentStack();
  expect(report.clients).toContainEqual(
    expect.objectContaining({ clientId, state: 'code', withoutCode: [] }),
  );
  expect(report).toMatchObject({ guardInstalled: true, open: [] });
  expect(report.checks).toContainEqual({
    name: 'triggers',
    level: 'ok',
    text: 'All four are set, from stack EmailMfa.',
  });
  // Other tests have clients of their own in this pool at the same time.
  const problems = report.checks.filter(({ level }: { level: string }) => level === 'problem');
  const ofClients = ['unknown users', 'time for the code'];
  expect(problems.filter(({ name }: { name: string }) => !ofClients.includes(name))).toEqual([]);
  expect(JSON.stringify(problems)).not.toContain(clientId);
});

test('a client that asks for the password alone is covered by the guard, and told', async () => {
  const clientId = await makeClient('legacy', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH');
  const { code, stdout } = await doctor('--dir', folder);
  expect(code).toBe(0);
  expect(stdout).toContain(clientId);
  expect(stdout).toMatch(/legacy[^]*guarded/);
  expect(stdout).toMatch(/PROBLEM unknown users: Clients that reveal who has an account: .*legacy/);
  expect(stdout.trim()).toMatch(
    /No app client is open\. Nobody with a password can sign in without the code\.$/,
  );
});

test('no secret of a client is told', async () => {
  await makeClient('secret', 'ALLOW_USER_SRP_AUTH');
  for (const args of [[], ['--json']]) {
    const { stdout } = await doctor('--dir', folder, ...args);
    expect(stdout).not.toMatch(/ClientSecret/i);
  }
});

describe('where the settings leave a client unguarded', () => {
  let stack: RunningStack;
  let clientId: string;
  beforeAll(async () => {
    // The local stack gives its client the same id on every start.
    clientId = currentStack().clientId;
    stack = await startStack({ settings: { unguardedClients: clientId } });
  });
  afterAll(() => stack.stop());

  test('it is open, and the exit code is 1', async () => {
    const { code, stdout } = await doctor('--dir', dirname(stack.file));
    expect(code).toBe(1);
    expect(stdout).toMatch(/OPEN/);
    expect(stdout).toMatch(/PROBLEM open clients: .+ because the setting unguardedClients lists/);
  });
});

describe.each([
  [
    'an unknown pool',
    () => ['--dir', folder, '--pool', 'us-east-1_None'],
    'There is no user pool us-east-1_None in us-east-1.',
  ],
  ['no pool', () => [], 'Name the user pool with --pool, or add --local.'],
  [
    'no local stack',
    () => ['--dir', '/nowhere'],
    'No local stack runs in /nowhere. Start one with npm start.',
  ],
])('%s', (_name, args, message) => {
  test('is told in one line, and the exit code is 2', async () => {
    expect(await doctor(...args())).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
  });
});
