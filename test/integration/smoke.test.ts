import {
  AdminGetUserCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { startCommand } from '../support/command';
import { person } from '../support/mailer';
import { cognitoClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { createUser } from '../support/users';

jest.setTimeout(120_000);

let stack: RunningStack;
// A resend is part of each run.
beforeAll(async () => (stack = await startStack({ settings: { resendCooldown: '1' } })));
afterAll(() => stack?.stop());

/** As another team's template does that leaves the guard out. */
async function takeGuardOff(): Promise<void> {
  const cognito = cognitoClient(stack.facts);
  const { userPoolId: UserPoolId } = stack.facts;
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { PreTokenGeneration, PreTokenGenerationConfig, ...LambdaConfig } =
    UserPool?.LambdaConfig ?? {};
  expect(PreTokenGeneration ?? PreTokenGenerationConfig?.LambdaArn).toBeTruthy();
  await cognito.send(new UpdateUserPoolCommand({ UserPoolId, LambdaConfig }));
}

const smoke = (email: string, ...args: string[]) => {
  const where = ['--dir', dirname(stack.file), '--email', email];
  return startCommand('infra/smoke/smoke.ts', [...where, ...args]);
};

async function isThere(email: string): Promise<boolean> {
  const { userPoolId: UserPoolId } = stack.facts;
  const get = new AdminGetUserCommand({ UserPoolId, Username: email });
  return cognitoClient(stack.facts)
    .send(get)
    .then(
      () => true,
      () => false,
    );
}

async function clientIds(): Promise<(string | undefined)[]> {
  const { userPoolId: UserPoolId } = stack.facts;
  const list = new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 });
  const { UserPoolClients = [] } = await cognitoClient(stack.facts).send(list);
  return UserPoolClients.map(({ ClientId }) => ClientId);
}

test('the pool does what the documents say, and nothing of the run stays', async () => {
  const { email } = person();
  const { code, stdout, stderr } = await smoke(email).outcome;
  expect([stderr.match(/^✗.*/gm), code]).toEqual([null, 0]);
  for (const row of [
    'wrong password',
    'wrong code',
    'resend',
    'no binding',
    'right code',
    'refresh',
    'masked',
  ]) {
    expect(stdout).toContain(row);
  }
  expect(stdout.match(/as documented/g)?.length).toBeGreaterThan(15);
  expect(await isThere(email)).toBe(false);
  expect(await clientIds()).toEqual([stack.facts.clientId]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s in the middle leaves nothing', async (signal) => {
  const { email } = person();
  const { child, outcome } = smoke(email);
  await once(child.stderr, 'data');
  expect(await isThere(email)).toBe(true);
  child.kill(signal);
  expect((await outcome).code).toBe(130);
  expect(await isThere(email)).toBe(false);
});

test('an address that has an account is refused, and the account stays', async () => {
  const { email } = await createUser(stack.facts);
  const { code, stderr } = await smoke(email).outcome;
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^\S+ has an account in this pool\./)]);
  expect(await isThere(email)).toBe(true);
});

test('a pool that lost its guard is shown as different, and the exit code is 1', async () => {
  await takeGuardOff();
  const { email } = person();
  const { code, stdout, stderr } = await smoke(email).outcome;
  expect(stderr.match(/^✗.*/gm)).toEqual(
    expect.arrayContaining([
      '✗ claim email_mfa',
      '✗ password client, plain',
      '✗ password client, SRP',
    ]),
  );
  expect([code, stdout]).toEqual([1, expect.stringContaining('DIFFERENT')]);
  expect(await isThere(email)).toBe(false);
  expect(await clientIds()).toEqual([stack.facts.clientId]);
});
