import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, start } from '../../support/admin-cli';
import { newBrowserKey } from '../../support/browser-keys';
import { codeMailedTo } from '../../support/codes';
import { cognitoClient, SrpClient } from '../../support/srp-client';
import { BrowserSignIns } from '../../support/remembered-browser';
import { startStack, type RunningStack } from '../../support/stack';
import { until } from '../../support/until';
import { createUser } from '../../support/users';

jest.setTimeout(120_000);

// A stack of its own: it signs out everybody.
let stack: RunningStack;
beforeAll(async () => (stack = await startStack()));
afterAll(() => stack.stop());

const command = (...args: string[]) => [
  ...['mfa', 'revoke-all', '--dir', dirname(stack.file)],
  ...['--record', recordFile(), '--yes', ...args],
];
const recordFile = () => join(dirname(stack.file), 'record.txt');
const subsRecorded = () =>
  existsSync(recordFile()) ? readFileSync(recordFile(), 'utf8').split('\n').length - 2 : 0;

test('interrupted and gone on with, it signs out everybody, over all pages', async () => {
  const user = await createUser(stack.facts);
  const client = new SrpClient(stack.facts);
  const step = await client.password(user);
  const code = await codeMailedTo(stack.facts, user.email);
  const rememberKey = newBrowserKey().publicKey;
  const { AuthenticationResult } = await client.answer(step, code, { rememberKey });
  const signIns = new BrowserSignIns(stack.facts);
  expect(await signIns.remembered(user)).toHaveLength(1);
  const token = AuthenticationResult?.RefreshToken ?? '';
  await client.refresh(token);

  const others = 64;
  const cognito = cognitoClient(stack.facts);
  for (let n = 0; n < others; n++) {
    const request: AdminCreateUserCommandInput = {
      UserPoolId: stack.facts.userPoolId,
      Username: `other-${n}@example.com`,
      MessageAction: 'SUPPRESS',
    };
    await cognito.send(new AdminCreateUserCommand(request));
  }
  // And the demo user.
  const everybody = others + 2;

  const first = start(command('--rate', '10', '--json'));
  await until(async () => subsRecorded() >= 3);
  first.child.kill('SIGINT');
  const interrupted = await first.outcome;
  const { signedOut } = JSON.parse(interrupted.stdout);
  expect([interrupted.code, signedOut]).toEqual([130, subsRecorded()]);
  expect(signedOut).toBeLessThan(everybody);

  const unasked = await run(command());
  expect([unasked.code, unasked.stderr]).toEqual([
    2,
    expect.stringMatching(/was not finished; \d+ users were signed out\. Continue with --resume/),
  ]);

  const { code: done, stdout } = await run(command('--resume', '--rate', '100', '--json'));
  expect([done, JSON.parse(stdout)]).toEqual([
    0,
    {
      userPoolId: stack.facts.userPoolId,
      signedOut: everybody - signedOut,
      before: signedOut,
      failed: [],
      interrupted: false,
      seconds: expect.any(Number),
    },
  ]);
  expect(existsSync(recordFile())).toBe(false);
  await expect(client.refresh(token)).rejects.toThrow('Invalid Refresh Token');
  expect(await signIns.record(user)).toBeUndefined();
});
