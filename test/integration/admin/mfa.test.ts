import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MfaStatus } from '../../../infra/admin/mfa/mfa-status';
import { unlock } from '../../../infra/admin/mfa/user-record';
import { connect, type Deployment } from '../../../infra/admin/deployment';
import { DAY } from '../../../triggers/limits/rules';
import { admin, adminJson, run } from '../../support/admin-cli';
import { auditWhen } from '../../support/audit';
import { codeMail, wrongCode } from '../../support/codes';
import { currentStack } from '../../support/current-stack';
import { codeIn } from '../../support/inbox';
import { cognitoClient, SrpClient } from '../../support/srp-client';
import { TableAccess } from '../../support/table';
import { createUser } from '../../support/users';

jest.setTimeout(60_000);

const stack = currentStack();
const client = new SrpClient(stack);
const table = new TableAccess(stack);

test('guessed until locked, seen in the status, unlocked, and signed in again', async () => {
  const user = await createUser(stack);
  const step = await client.password(user);
  const mail = await codeMail(stack, user.email);
  // Nine wrong codes in earlier sign-ins, and the tenth now.
  await table.fail(user.sub, 9, DAY / 4);
  expect(await adminJson<MfaStatus>('mfa', 'status', user.email)).toMatchObject({
    user: { sub: user.sub, emailVerified: true },
    codes: 1,
    codesPerHour: 5,
    failures: 9,
    failuresPerDay: 10,
    lockedUntil: null,
    nextCodeAt: null,
    lastSignInAt: null,
  });
  await expect(client.answer(step, wrongCode(codeIn(mail)))).rejects.toThrow('EmailMfaLocked');

  const locked = await adminJson<MfaStatus>('mfa', 'status', user.sub);
  expect(locked).toMatchObject({ failures: 10, nextCodeAt: locked.lockedUntil });
  expect(Date.parse(locked.lockedUntil ?? '')).toBeGreaterThan(Date.now());
  const { stdout } = await admin('mfa', 'status', user.email);
  expect(stdout).toMatch(/^Sign-in +No: locked until .*\(mfa unlock\)\.$/m);
  await expect(client.password(user)).rejects.toThrow('EmailMfaLocked');

  const unlocked = await admin('mfa', 'unlock', user.email);
  expect([unlocked.code, unlocked.stdout]).toEqual([
    0,
    expect.stringMatching(/^user-\S+ is unlocked\. The lock would have ended on .*\.\n$/),
  ]);
  const before = Date.now();
  const next = await client.password(user);
  const { AuthenticationResult } = await client.answer(
    next,
    codeIn(await codeMail(stack, user.email, mail)),
  );
  expect(AuthenticationResult?.IdToken).toBeDefined();
  const after = await adminJson<MfaStatus>('mfa', 'status', user.email);
  expect(after).toMatchObject({ failures: 0, lockedUntil: null });
  expect(Date.parse(after.lastSignInAt ?? '')).toBeGreaterThanOrEqual(before);
});

test('unlocking someone who is not locked changes nothing', async () => {
  const user = await createUser(stack);
  await client.password(user);
  await table.fail(user.sub, 4);
  expect(await admin('mfa', 'unlock', user.email)).toEqual({
    code: 0,
    stdout: `${user.email} is not locked. Nothing was changed.\n`,
    stderr: '',
  });
  const status = await adminJson<MfaStatus & { unlocked: boolean }>('mfa', 'unlock', user.email);
  expect(status).toMatchObject({ unlocked: false, failures: 4 });
});

test('an unlock that no audit can tell of is no success', async () => {
  const user = await createUser(stack);
  await client.password(user);
  await table.fail(user.sub, 10);
  const dir = mkdtempSync(join(tmpdir(), 'email-mfa-admin-'));
  const endpoints = { ...stack.endpoints, logs: 'http://127.0.0.1:1' };
  const facts = { ...stack, endpoints };
  writeFileSync(join(dir, 'stack.json'), JSON.stringify(facts));
  expect(await run(['mfa', 'unlock', user.email, '--dir', dir])).toEqual({
    code: 2,
    stdout: '',
    stderr: `${user.email} is unlocked, but the audit event could not be written: No answer from 127.0.0.1:1.\n`,
  });
  rmSync(dir, { recursive: true });
});

describe('when failures change between reading and unlocking', () => {
  const limits = { codesPerHour: 5, resendCooldown: 30_000, failuresPerDay: 3, lockDuration: DAY };
  const entries = (...names: string[]) => ({ SS: names.map((name) => `${Date.now()}-${name}`) });

  /** A table that somebody else writes to right after the first look. */
  function deploymentWhere(writes: () => Promise<void>): Deployment {
    const deployment = connect({ dir: dirname(process.env.STACK_FILE ?? '') });
    let looks = 0;
    const send: DynamoDBClient['send'] = async (command: never) => {
      const answer = await deployment.dynamodb.send(command);
      if ((command as unknown) instanceof GetItemCommand && ++looks === 1) await writes();
      return answer;
    };
    return { ...deployment, dynamodb: { send } as DynamoDBClient };
  }

  async function lockedUser(): Promise<string> {
    const user = await createUser(stack);
    await client.password(user);
    await table.changeUser(user.sub, { failures: entries('a', 'b', 'c') });
    return user.sub;
  }

  test('an answer that turns out right ends the lock itself: the other failures stay', async () => {
    const sub = await lockedUser();
    const left = entries('a', 'b');
    const deployment = deploymentWhere(() => table.changeUser(sub, { failures: left }));
    expect(await unlock(deployment, stack.tableName, sub, limits)).toBeUndefined();
    expect((await table.user(sub))?.failures).toEqual(left);
  });

  test('a user who is locked all the same is unlocked', async () => {
    const sub = await lockedUser();
    const deployment = deploymentWhere(() =>
      table.changeUser(sub, { failures: entries('d', 'e', 'f') }),
    );
    expect(await unlock(deployment, stack.tableName, sub, limits)).toBeGreaterThan(Date.now());
    expect((await table.user(sub))?.failures).toBeUndefined();
  });
});

describe('an address that changed', () => {
  async function userWithCode() {
    const user = await createUser(stack);
    await client.password(user);
    await codeMail(stack, user.email);
    await table.coolDown(user.sub);
    return user;
  }
  const audited = ({ sub }: { sub: string }) =>
    auditWhen(stack, { sub, event: 'address.confirmed' }, 1);

  test('set by an admin gets the codes at once', async () => {
    const user = await userWithCode();
    const email = `new-${user.email}`;
    const { code, stdout } = await admin('users', 'set-email', user.email, email, '--yes');
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining(`is now ${email}. Codes go there at once.`),
    ]);
    await client.password({ ...user, email });
    await codeMail(stack, email);
    expect(await audited(user)).toMatchObject([{ reason: 'local' }]);
  });

  test('changed elsewhere gets them once it is confirmed', async () => {
    const user = await userWithCode();
    const email = `moved-${user.email}`;
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    const { userPoolId: UserPoolId } = stack;
    await cognitoClient(stack).send(
      new AdminUpdateUserAttributesCommand({ UserPoolId, Username: user.sub, UserAttributes }),
    );
    const held = await adminJson<MfaStatus>('mfa', 'status', user.sub);
    expect(held.codesStillGoTo).toMatch(/^u•••@/);
    expect((await admin('mfa', 'confirm-address', user.sub, '--yes')).code).toBe(0);
    expect((await adminJson<MfaStatus>('mfa', 'status', user.sub)).codesStillGoTo).toBeNull();
    await client.password({ ...user, email });
    await codeMail(stack, email);
    await audited(user);
  });

  test('is not confirmed unless it is verified, and asks first', async () => {
    const user = await createUser(stack, { attributes: { email_verified: 'false' } });
    expect(await admin('mfa', 'confirm-address', user.sub, '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not verified'),
    });
    expect((await admin('users', 'set-email', user.sub, 'x@example.com')).code).toBe(2);
  });
});
