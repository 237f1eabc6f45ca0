import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/admin-cli';
import { environmentOf, useFakeAws } from '../deploy/environment';

jest.setTimeout(60_000);

const aws = useFakeAws();
const POOL = 'eu-central-1_AbCdEfGhI';
let dir: string;
let record: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'email-mfa-revoke-'));
  record = join(dir, 'record.txt');
  aws().account.pool = { id: POOL, lambdaConfig: {} };
  aws().account.users = ['ann', 'bob', 'carol'];
});
afterEach(() => rmSync(dir, { recursive: true }));

const revokeAll = (...args: string[]) =>
  run(
    ['mfa', 'revoke-all', '--pool', POOL, '--record', record, '--yes', '--rate', '100', ...args],
    environmentOf(aws()),
  );
const signOuts = () =>
  aws()
    .seen.filter(({ call }) => call.endsWith('AdminUserGlobalSignOut'))
    .map(({ body }) => (JSON.parse(body.toString()) as { Username: string }).Username);

test('a throttled call is tried again', async () => {
  aws().account.signOutErrors = { bob: ['TooManyRequestsException', 'TooManyRequestsException'] };
  const { code, stdout } = await revokeAll('--json');
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    expect.objectContaining({ userPoolId: POOL, signedOut: 3, failed: [] }),
  ]);
  expect(signOuts().filter((user) => user === 'bob')).toHaveLength(3);
  expect(existsSync(record)).toBe(false);
});

test('users who cannot be signed out are listed, and the next run tries only them', async () => {
  aws().account.signOutErrors = { bob: ['InvalidParameterException'] };
  const { code, stdout } = await revokeAll();
  expect(code).toBe(1);
  expect(stdout).toMatch(/^Signed out 2 users in \d+ s\.\n/);
  expect(stdout).toMatch(/│ bob +│ InvalidParameterException/);
  expect(stdout).toMatch(/Not signed out: 1 user\. Retry them with --resume\.\n$/);

  aws().seen.length = 0;
  expect((await revokeAll('--resume')).code).toBe(0);
  expect(signOuts()).toEqual(['bob']);
});

test('without the permission it stops, says so, and can be resumed', async () => {
  aws().account.signOutErrors = { carol: ['AccessDeniedException'] };
  expect(await revokeAll()).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'The run failed after 2 users were signed out. Continue with --resume.\n' +
      'Access denied: AccessDeniedException\n',
  });
  expect(readFileSync(record, 'utf8')).toMatch(/\nann\nbob\n$/);
});
