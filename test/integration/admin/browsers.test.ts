import { AdminEnableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { ShownBrowser } from '../../../infra/admin/mfa/browsers';
import type { MfaStatus } from '../../../infra/admin/mfa/mfa-status';
import type { Stored } from '../../../infra/admin/data/stored-data';
import { admin, adminJson } from '../../support/admin-cli';
import { auditWhen } from '../../support/audit';
import { newBrowserKey } from '../../support/browser-keys';
import { currentStack } from '../../support/current-stack';
import { resetPassword } from '../../support/password-reset';
import { BrowserSignIns } from '../../support/remembered-browser';
import { cognitoClient } from '../../support/srp-client';
import { TableAccess } from '../../support/table';
import { createUser, type TestUser } from '../../support/users';

jest.setTimeout(60_000);

const stack = currentStack();
const signIns = new BrowserSignIns(stack);
const table = new TableAccess(stack);

const challengeIn = async (user: TestUser, key: { id: string }) =>
  (await signIns.password(user, key)).ChallengeParameters?.challenge;

test('an admin lists the browsers of a user, sees them in the status and in the data, and forgets them', async () => {
  const user = await createUser(stack);
  const key = newBrowserKey();
  const names = { browserName: 'Firefox', systemName: 'Linux' };
  await signIns.withCode(user, { ...names, rememberKey: key.publicKey });

  const { browsers } = await adminJson<{ browsers: ShownBrowser[] }>('mfa', 'browsers', user.email);
  expect(browsers).toMatchObject([{ ...names, id: key.id, clientId: stack.clientId }]);
  expect((await admin('mfa', 'browsers', user.email)).stdout).toContain('Firefox on Linux');
  expect(await adminJson<MfaStatus>('mfa', 'status', user.email)).toMatchObject({
    rememberedBrowsers: 1,
  });
  const stored = await adminJson<Stored>('data', 'show', user.email);
  expect(stored.browsers).toEqual(browsers);
  expect(stored.user?.signIns).toMatchObject([{ ...names, how: 'code' }]);

  await table.fail(user.sub, 10);
  expect((await admin('mfa', 'status', user.email)).stdout).toContain(
    'In a remembered browser only: locked until',
  );

  const forgotten = await admin('mfa', 'forget-browsers', user.email);
  expect([forgotten.code, forgotten.stdout]).toEqual([
    0,
    expect.stringContaining('Forgot 1 remembered browser of'),
  ]);
  await auditWhen(stack, { event: 'browser.forgotten', sub: user.sub }, 1);
  await expect(signIns.password(user, key)).rejects.toThrow('EmailMfaLocked');
  expect((await admin('mfa', 'forget-browsers', user.email)).stdout).toContain(
    'Nothing was changed',
  );
  expect((await admin('mfa', 'browsers', user.email)).stdout).toContain('No browser of');
});

test('disabling a user forgets the browsers: once enabled again, the user needs a code', async () => {
  const user = await createUser(stack);
  const key = await signIns.remember(user);
  const { stdout } = await admin('users', 'disable', user.email);
  expect(stdout).toContain('Forgot 1 remembered browser.');
  const request = { UserPoolId: stack.userPoolId, Username: user.email };
  await cognitoClient(stack).send(new AdminEnableUserCommand(request));
  expect(await challengeIn(user, key)).toBe('EMAIL_CODE');
});

test('deleting the data of a user forgets the browsers', async () => {
  const user = await createUser(stack);
  const key = await signIns.remember(user);
  expect((await admin('data', 'delete', user.email, '--yes')).code).toBe(0);
  expect(await signIns.record(user)).toBeUndefined();
  expect(await challengeIn(user, key)).toBe('EMAIL_CODE');
});

test('a password reset by email forgets the browsers', async () => {
  const user = await createUser(stack);
  const key = await signIns.remember(user);
  const password = await resetPassword(stack, user.email);
  expect(await signIns.record(user)).toBeUndefined();
  expect(await challengeIn({ ...user, password }, key)).toBe('EMAIL_CODE');
  const wanted = { event: 'browser.forgotten', reason: 'PASSWORD_RESET', sub: user.sub };
  await auditWhen(stack, wanted, 1);
});
