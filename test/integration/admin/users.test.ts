import { randomUUID } from 'node:crypto';
import type { PoolUser } from '../../../infra/admin/user-directory';
import { admin, adminJson, run } from '../../support/admin-cli';
import { currentStack } from '../../support/current-stack';
import { codeIn, mailsTo, waitForMail } from '../../support/inbox';
import { SrpClient } from '../../support/srp-client';
import { createUser, type TestUser } from '../../support/users';

jest.setTimeout(60_000);

const stack = currentStack();
const client = new SrpClient(stack);
const newAddress = () => `new-${randomUUID()}@example.com`;

async function signIn(user: TestUser) {
  const step = await client.password(user);
  const code = codeIn(await waitForMail(stack, user.email));
  return client.answer(step, code);
}

describe('users list', () => {
  test('goes through all pages, filters by the beginning of the address, and stops where told', async () => {
    const group = `list-${randomUUID()}`;
    const emails = Array.from({ length: 65 }, (_, n) => `${group}-${n}@example.com`);
    for (const email of emails) await createUser(stack, { attributes: { email } });
    const found = await adminJson<PoolUser[]>('users', 'list', '--email', group);
    expect(found.map(({ email }) => email).sort()).toEqual(emails.sort());

    const { stdout } = await admin('users', 'list', '--email', group, '--limit', '61');
    expect(stdout).toMatch(/Showing the first 61 users\. There are more\.\n$/);
  });

  test('shows a table that fits 80 columns, and what is wrong with whom', async () => {
    const email = newAddress();
    await createUser(stack, { attributes: { email, email_verified: 'false' }, temporary: true });
    const { stdout } = await admin('users', 'list', '--email', email);
    expect(stdout).toMatch(/first password +│ NO /);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test('users show finds by address and by sub, and lets no profile steer the terminal', async () => {
  const user = await createUser(stack, { attributes: { name: 'Ann\u001b[2J' } });
  const shown = await adminJson<PoolUser>('users', 'show', user.sub);
  expect(shown).toEqual({
    username: user.sub,
    sub: user.sub,
    email: user.email,
    emailVerified: true,
    enabled: true,
    status: 'CONFIRMED',
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    changedAt: expect.any(String),
    attributes: { name: 'Ann\u001b[2J' },
  });
  const { stdout } = await admin('users', 'show', user.email.toUpperCase());
  expect(stdout).toContain('Ann\ufffd[2J');
  expect(stdout).not.toContain('\u001b');
});

describe('users create', () => {
  test('mails a temporary password; the address counts as verified', async () => {
    const email = newAddress();
    const { stdout } = await admin('users', 'create', email, '--attribute', 'locale=de');
    expect(stdout).toBe(`${email} was created. Cognito sent a temporary password.\n`);
    await waitForMail(stack, email, { subject: /temporary password/ });
    expect(await adminJson('users', 'show', email)).toMatchObject({
      emailVerified: true,
      status: 'FORCE_CHANGE_PASSWORD',
      attributes: { locale: 'de' },
    });
    const again = await admin('users', 'create', email);
    expect(again).toEqual({
      code: 1,
      stdout: '',
      stderr: `User ${email} already exists.\n`,
    });
  });

  test('mails nothing where told, and then shows the password', async () => {
    const email = newAddress();
    const { temporaryPassword: password } = await adminJson<{ temporaryPassword: string }>(
      ...['users', 'create', email, '--no-mail'],
    );
    expect((await client.password({ email, password })).ChallengeName).toBe(
      'NEW_PASSWORD_REQUIRED',
    );
    expect(await mailsTo(stack, email)).toEqual([]);
  });

  test("takes a password of the admin's choice, if the pool's policy does", async () => {
    const { code, stderr } = await admin(
      ...['users', 'create', newAddress(), '--temporary-password', 'short'],
    );
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^InvalidPasswordException: Password did not conform with policy/),
    ]);
  });
});

test('a disabled user is signed out and can not sign in; enabled, signs in anew', async () => {
  const user = await createUser(stack);
  const { AuthenticationResult } = await signIn(user);
  const { stdout } = await admin('users', 'disable', user.email);
  expect(stdout).toContain(`${user.email} is disabled and signed out.`);
  await expect(client.password(user)).rejects.toThrow('User is disabled.');

  expect(await adminJson('users', 'enable', user.sub)).toMatchObject({ enabled: true });
  // A refresh token from before stays dead.
  const refresh = client.refresh(AuthenticationResult?.RefreshToken ?? '');
  await expect(refresh).rejects.toThrow('Invalid Refresh Token');
  expect((await client.password(user)).ChallengeName).toBe('CUSTOM_CHALLENGE');
});

test('sign-out ends refreshing', async () => {
  const user = await createUser(stack);
  const { AuthenticationResult } = await signIn(user);
  const token = AuthenticationResult?.RefreshToken ?? '';
  await client.refresh(token);
  const { code } = await admin('users', 'sign-out', user.email, '--yes');
  expect(code).toBe(0);
  await expect(client.refresh(token)).rejects.toThrow('Invalid Refresh Token');
});

describe('users reset-password', () => {
  test('ends the password and mails a code for a new one', async () => {
    const user = await createUser(stack);
    await admin('users', 'reset-password', user.email, '--yes');
    await waitForMail(stack, user.email, { subject: /Verify your new account/ });
    await expect(client.password(user)).rejects.toMatchObject({
      name: 'PasswordResetRequiredException',
    });
  });

  test('mails another temporary password to someone who never used the first', async () => {
    const user = await createUser(stack, { temporary: true });
    const { stdout } = await admin('users', 'reset-password', user.email, '--yes');
    expect(stdout).toBe(`Cognito sent ${user.email} a new temporary password.\n`);
    await waitForMail(stack, user.email, { subject: /temporary password/ });
    await expect(client.password(user)).rejects.toThrow('Incorrect username or password.');
  });
});

describe.each(['reset-password', 'sign-out'])('users %s', (command) => {
  test('does nothing when nobody can be asked', async () => {
    const user = await createUser(stack);
    expect(await admin('users', command, user.email)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'This command asks for confirmation. Without a terminal, add --yes.\n',
    });
    expect(await adminJson('users', 'show', user.email)).toMatchObject({ status: 'CONFIRMED' });
  });
});

test.each([
  [
    'an unknown address',
    ['users', 'show', 'nobody@example.com'],
    1,
    `User pool ${stack.userPoolId} has no user nobody@example.com.`,
  ],
  [
    'an unknown sub',
    ['users', 'disable', 'a55a515e-0000-0000-0000-a66f86b3f516'],
    1,
    `User pool ${stack.userPoolId} has no user a55a515e-0000-0000-0000-a66f86b3f516.`,
  ],
  [
    'a quote in a name, which must not end the filter',
    ['users', 'show', 'x" or "@'],
    1,
    `User pool ${stack.userPoolId} has no user x" or "@.`,
  ],
  [
    'another pool',
    ['users', 'list', '--pool', 'us-east-1_None'],
    2,
    'There is no user pool us-east-1_None in us-east-1.',
  ],
  [
    'a pool that is none',
    ['users', 'list', '--pool', 'none'],
    2,
    "error: option '--pool <id>' argument 'none' is invalid. It must look like eu-central-1_AbCdEfGhI.",
  ],
  [
    'an address that is none',
    ['users', 'create', 'ann'],
    2,
    "error: command-argument value 'ann' is invalid for argument 'email'. It must be an email address.",
  ],
  ['no user', ['users', 'show'], 2, "error: missing required argument 'user'. See --help."],
  ['a slip', ['users', 'shwo'], 2, "error: unknown command 'shwo' (Did you mean show?)"],
])('%s is told in one line', async (_, args, code, line) => {
  expect(await admin(...args)).toEqual({ code, stdout: '', stderr: `${line}\n` });
});

test.each([
  [
    'no local stack',
    ['--local', '--dir', '/nowhere'],
    {},
    'No local stack runs in /nowhere. Start one with npm start.',
  ],
  ['no pool', [], {}, 'Name the user pool with --pool, or add --local.'],
  [
    'no credentials',
    ['--pool', 'us-east-1_AbCdEfGhI'],
    {
      AWS_ACCESS_KEY_ID: '',
      AWS_PROFILE: '',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    'No AWS credentials found. Sign in (aws sso login, aws configure) or set AWS_PROFILE.',
  ],
])('%s is told in one line', async (_, args, environment, line) => {
  expect(await run(['users', 'list', ...args], environment)).toEqual({
    code: 2,
    stdout: '',
    stderr: `${line}\n`,
  });
});
