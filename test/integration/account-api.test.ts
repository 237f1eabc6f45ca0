import { AccountClient, signInWithCode, tokensOf } from '../support/account-client';
import { currentStack } from '../support/current-stack';
import { BrowserSignIns } from '../support/remembered-browser';
import { TableAccess } from '../support/table';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
const table = new TableAccess(stack);
const DAY = 86_400_000;

const browserId = (letter: string) => letter.repeat(43);

async function signedIn(): Promise<{ user: TestUser; account: AccountClient }> {
  const user = await createUser(stack);
  return { user, account: new AccountClient(stack, await signInWithCode(stack, user)) };
}

/** Remembers browsers of a user; each letter is one. */
const remember = ({ sub }: TestUser, letters: string, expiresAt = Date.now() + DAY) =>
  table.rememberBrowsers(
    sub,
    [...letters].map((letter, index) => ({
      id: browserId(letter),
      browserName: 'Chrome',
      lastUsedAt: Date.now() - index * 1000,
      expiresAt,
    })),
  );

const idsIn = (body: unknown) =>
  (body as { browsers: { id: string }[] }).browsers.map(({ id }) => id);

test('a user without remembered browsers sees the sign-in that just was', async () => {
  const { account } = await signedIn();
  const { status, body, headers } = await account.get();
  expect(status).toBe(200);
  expect(body).toMatchObject({ browsers: [], signIns: [{ how: 'code' }] });
  expect(headers.get('cache-control')).toBe('no-store');
});

test('remembered browsers are listed, the last used one first, those that expired left out', async () => {
  const { user, account } = await signedIn();
  await remember(user, 'ab');
  const { body } = await account.get();
  expect(idsIn(body)).toEqual([browserId('a'), browserId('b')]);
  expect(JSON.stringify(body)).not.toMatch(/publicKey|clientId/);
  await remember(user, 'ab', Date.now() - 1);
  expect(idsIn((await account.get()).body)).toEqual([]);
});

test('one browser is forgotten, and then it is unknown', async () => {
  const { user, account } = await signedIn();
  await remember(user, 'ab');
  expect((await account.forget(browserId('a'))).status).toBe(204);
  expect(idsIn((await account.get()).body)).toEqual([browserId('b')]);
  expect(await account.forget(browserId('a'))).toMatchObject({
    status: 404,
    body: { error: 'BROWSER_UNKNOWN' },
  });
});

test('all browsers are forgotten, and once more is no error', async () => {
  const { user, account } = await signedIn();
  await remember(user, 'abc');
  expect((await account.forgetAll()).status).toBe(204);
  expect(idsIn((await account.get()).body)).toEqual([]);
  expect((await account.forgetAll()).status).toBe(204);
});

test('a browser that signed in without a code is listed; once forgotten, it is asked for one', async () => {
  const user = await createUser(stack);
  const signIns = new BrowserSignIns(stack);
  const key = await signIns.remember(user);
  const account = new AccountClient(stack, tokensOf(await signIns.withBrowser(user, key)));
  expect((await account.get()).body).toMatchObject({
    browsers: [{ id: key.id }],
    signIns: [{ how: 'browser' }, { how: 'code' }],
  });
  expect((await account.forget(key.id)).status).toBe(204);
  const step = await signIns.password(user, key);
  expect(step.ChallengeParameters).toMatchObject({ challenge: 'EMAIL_CODE', outcome: 'CODE_SENT' });
});

test('a browser that was remembered longer ago changes no address without a new code', async () => {
  const user = await createUser(stack);
  const signIns = new BrowserSignIns(stack);
  const key = await signIns.remember(user);
  await signIns.changeBrowser(user, key.id, { createdAt: { N: `${Date.now() - 6 * 60_000}` } });
  const account = new AccountClient(stack, tokensOf(await signIns.withBrowser(user, key)));
  expect(await account.askFor('new@example.com')).toMatchObject({
    status: 403,
    body: { error: 'FRESH_CODE_REQUIRED' },
  });
});
