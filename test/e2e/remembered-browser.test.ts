import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import { browsersKey } from '../../triggers/store/keys';
import { launchBrowser } from '../support/browser';
import { currentStack } from '../support/current-stack';
import { codeIn, mailsTo, waitForMail } from '../support/inbox';
import { cognitoClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { createUser, type TestUser } from '../support/users';
import { type OpenOptions, SignInPage } from './sign-in-page';

jest.setTimeout(120_000);

const stack = currentStack();
const table = new TableAccess(stack);
let browser: Browser;
let user: TestUser;
let opened: SignInPage[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  opened = [];
  user = await createUser(stack);
});
afterEach(async () => {
  for (const page of opened) {
    await page.close();
    expect(page.violations).toEqual([]);
  }
});

async function open(options?: OpenOptions): Promise<SignInPage> {
  const page = await SignInPage.open(browser, stack, options);
  opened.push(page);
  return page;
}

const isCode = { subject: /is your .* code/ };
const codesOf = ({ email }: TestUser) => mailsTo(stack, email, isCode);

/** Enters password and code; the box is ticked only if asked for. */
async function signInWithCode(
  page: SignInPage,
  { email, password }: TestUser,
  { remember = false } = {},
): Promise<void> {
  const after = (await mailsTo(stack, email)).at(-1);
  await page.signIn(email, password);
  await page.atCodeStep();
  expect(await page.rememberBox().isChecked()).toBe(false);
  if (remember) await page.rememberBox().check();
  await page.enterCode(
    codeIn(await waitForMail(stack, email, { ...isCode, ...(after && { after }) })),
  );
  await page.signedInAs(email);
}

async function signOut(page: SignInPage): Promise<void> {
  await page.button('account.signOut').click();
  await page.heading('signIn.heading').waitFor();
}

/** Works on the kept keys, as a person or another program of the computer could. */
const keptKeys = (page: Page, change: 'clear' | 'replace'): Promise<void> =>
  page.evaluate(async (how) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const stranger = await crypto.subtle.generateKey(
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    );
    const database = await done(indexedDB.open('email-mfa'));
    const store = database.transaction('browser-keys', 'readwrite').objectStore('browser-keys');
    const [name = ''] = await done(store.getAllKeys());
    const key = await done(store.get(name));
    if (how === 'clear') await done(store.clear());
    else await done(store.put({ ...key, privateKey: stranger.privateKey }, name));
    database.close();
  }, change);

test('with the box ticked the next sign-in needs no code, until the browser is forgotten elsewhere', async () => {
  const page = await open();
  await signInWithCode(page, user, { remember: true });
  await page.browserEntry('Chrome on Linux').getByText('This browser').waitFor();
  await signOut(page);
  const mailed = (await codesOf(user)).length;
  await page.signIn(user.email.toUpperCase(), user.password);
  await page.signedInAs(user.email);
  expect(await codesOf(user)).toHaveLength(mailed);
  await page.showsText('account.how.browser');

  const elsewhere = await open();
  await signInWithCode(elsewhere, user);
  const entry = elsewhere.browserEntry('Chrome on Linux');
  await entry.waitFor();
  expect(await entry.getByText('This browser').count()).toBe(0);
  await entry.getByRole('button').click();
  await elsewhere.showsMessage('browserForgotten');
  await elsewhere.showsText('account.noBrowsers');

  await signOut(page);
  await signInWithCode(page, user);
});

/** Lets the browser that the server remembers be too old. */
async function expire(): Promise<void> {
  const key = browsersKey(stack.userPoolId, user.sub);
  const browsers = Object.entries((await table.get(key))?.['browsers']?.M ?? {});
  const past = { expiresAt: { N: `${Date.now() - 1}` } };
  const expired = browsers.map(([id, entry]) => [id, { M: { ...entry.M, ...past } }]);
  await table.change(key, { browsers: { M: Object.fromEntries(expired) } });
}

test('a key that expired, was cleared or proves nothing leads to the code, without an error', async () => {
  const page = await open();
  await signInWithCode(page, user, { remember: true });
  const ways = [expire, () => keptKeys(page.page, 'clear'), () => keptKeys(page.page, 'replace')];
  for (const spoil of ways) {
    await signOut(page);
    await spoil();
    await signInWithCode(page, user, { remember: true });
    expect(await page.page.getByRole('alert').count()).toBe(0);
  }
});

test.each<[string, () => void]>([
  [
    'storage is blocked',
    () =>
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('Access is denied', 'SecurityError');
        },
      }),
  ],
  ['storage does not answer', () => (IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest)],
  [
    'there is no WebCrypto',
    () => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined }),
  ],
])('where %s, remembering is not offered and signing in works', async (_, beforeLoad) => {
  const page = await open({ beforeLoad });
  await page.signIn(user.email, user.password);
  await page.atCodeStep();
  expect(await page.rememberBox().count()).toBe(0);
  await page.enterCode(codeIn(await waitForMail(stack, user.email)));
  await page.signedInAs(user.email);
});

test('two tabs sign in, each with a proof of its own', async () => {
  const page = await open();
  await signInWithCode(page, user, { remember: true });
  await signOut(page);
  const other = await page.anotherTab();
  await other.heading('signIn.heading').waitFor();
  // One after the other: of two sign-ins of a user in the same moment, the later one counts.
  for (const tab of [page, other]) {
    await tab.signIn(user.email, user.password);
    await tab.signedInAs(user.email);
  }
  expect(await codesOf(user)).toHaveLength(1);
});

test('two people on one browser: it is remembered for the one who asked', async () => {
  const page = await open();
  const second = await createUser(stack);
  await signInWithCode(page, user, { remember: true });
  await signOut(page);
  await signInWithCode(page, second);
  await signOut(page);
  await page.signIn(user.email, user.password);
  await page.signedInAs(user.email);
});

test('another app client of the pool asks for a code of its own', async () => {
  const page = await open();
  await signInWithCode(page, user, { remember: true });
  await signOut(page);

  const cognito = cognitoClient(stack);
  const { userPoolId: UserPoolId } = stack;
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'another-app',
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    }),
  );
  const ClientId = UserPoolClient?.ClientId;
  try {
    await page.page.route('**/config.json', async (route) => {
      const config = await (await route.fetch()).json();
      await route.fulfill({ json: { ...config, userPoolClientId: ClientId } });
    });
    await page.page.reload();
    await page.signIn(user.email, user.password);
    await page.atCodeStep();
  } finally {
    await cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
  }
});
