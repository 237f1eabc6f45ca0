import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { wrongCode } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn, waitForMail } from '../support/inbox';
import { until } from '../support/until';
import { createUser, signOutUser, type TestUser } from '../support/users';
import { SignInPage } from './sign-in-page';

jest.setTimeout(120_000);

const stack = currentStack();
const api = `${stack.endpoints.accountApi}/account`;
let browser: Browser;
let page: SignInPage;
let user: TestUser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  user = await createUser(stack);
  page = await SignInPage.open(browser, stack);
});
afterEach(async () => {
  await page.close();
  expect(page.violations).toEqual([]);
});

async function signIn({ remember = false, mistake = false } = {}): Promise<void> {
  await page.signIn(user.email, user.password);
  await page.atCodeStep();
  const code = codeIn(await waitForMail(stack, user.email));
  if (remember) await page.rememberBox().check();
  if (mistake) {
    await page.enterCode(wrongCode(code));
    await page.showsMessage('incorrectCodeAttemptsLeft');
  }
  await page.enterCode(code);
  await page.signedInAs(user.email);
}

const newAddress = () => `new-${randomUUID()}@example.com`;

async function askForAddress(address: string): Promise<void> {
  await page.button('account.changeEmail').click();
  await page.field('field.newEmail').fill(address);
  await page.button('forgot.submit').click();
}

async function confirmAddress(address: string): Promise<void> {
  await page.heading('email.confirmHeading').waitFor();
  const code = codeIn(await waitForMail(stack, address));
  await page.enterCode(wrongCode(code));
  await page.showsMessage('incorrectCode');
  await page.enterCode(code);
  await page.showsMessage('emailChangedHeld');
  await page.signedInAs(address);
}

test('sign-ins are listed with what went wrong; right after a code the address can be changed', async () => {
  await signIn({ remember: true, mistake: true });
  const signIns = page.page.getByRole('region', { name: 'Recent sign-ins' }).getByRole('listitem');
  await signIns.first().waitFor();
  expect(await signIns.allTextContents()).toEqual([
    expect.stringMatching(/Signed in with a code.*Chrome on Linux/),
    expect.stringMatching(/Incorrect code.*Chrome on Linux/),
  ]);

  const address = newAddress();
  await askForAddress('notanemail');
  await page.showsMessage('invalidEmail');
  await page.field('field.newEmail').fill(user.email);
  await page.button('forgot.submit').click();
  await page.showsMessage('emailUnchanged');
  await page.field('field.newEmail').fill(address);
  await page.button('forgot.submit').click();
  await confirmAddress(address);

  // The browser is remembered by the new name, too.
  await page.button('account.signOut').click();
  await page.signIn(address, user.password);
  await page.signedInAs(address);
});

test('a change of address asks for password and code in place if the code is old, and goes on', async () => {
  await signIn();
  // Renewed tokens follow no code.
  await page.page.clock.install({ time: Date.now() + 2 * 3_600_000 });
  await page.page.reload();
  await page.signedInAs(user.email);
  const address = newAddress();
  await askForAddress(address);
  await page.heading('stepUp.heading').waitFor();
  await page.button('account.cancel').click();
  expect(await page.field('field.newEmail').inputValue()).toBe(address);
  await page.button('forgot.submit').click();

  await page.field('field.password').fill('not-this-one');
  await page.button('code.submit').click();
  await page.showsMessage('incorrectCurrentPassword');
  const before = (await waitForMail(stack, user.email)) ?? undefined;
  await page.field('field.password').fill(user.password);
  await page.button('code.submit').click();
  await page.atCodeStep();
  expect(await page.rememberBox().count()).toBe(0);
  const code = codeIn(await waitForMail(stack, user.email, { after: before }));
  await page.enterCode(wrongCode(code));
  await page.showsMessage('incorrectCodeAttemptsLeft');
  await page.enterCode(code);
  await confirmAddress(address);
});

test('a new password forgets the remembered browsers, or says that it could not', async () => {
  await signIn({ remember: true });
  const entry = page.browserEntry('Chrome on Linux');
  await entry.waitFor();
  const change = async (current: string, wanted: string) => {
    await page.button('account.changePassword').click();
    await page.field('field.currentPassword').fill(current);
    await page.field('field.newPassword').fill(wanted);
    await page.page.getByRole('checkbox').uncheck();
    await page.button('reset.submit').click();
  };
  const unavailable = { status: 503, json: { error: 'UNAVAILABLE', message: '' } };
  await page.page.route(`${api}/browsers`, (route) => route.fulfill(unavailable));
  await change(user.password, `Next-${user.password}`);
  await page.showsMessage('browsersNotForgotten');
  await page.page.unrouteAll();
  await change(`Next-${user.password}`, user.password);
  await page.showsMessage('passwordSaved');
  await page.showsText('account.noBrowsers');

  await page.button('account.signOut').click();
  await page.signIn(user.email, user.password);
  await page.atCodeStep();
});

test('what cannot be loaded is said, and tried again; an ended session leads to the sign-in', async () => {
  let answers = 0;
  await page.page.route(api, async (route) => {
    answers += 1;
    if (answers > 2) return route.continue();
    return answers === 1 ? route.abort() : route.fulfill({ status: 503, json: {} });
  });
  await signIn();
  await page.showsMessage('offline');
  await page.button('account.tryAgain').click();
  await page.showsMessage('unavailable');
  await page.button('account.tryAgain').click();
  await page.showsText('account.noBrowsers');

  await page.button('account.changeEmail').click();
  await signOutUser(stack, user.email);
  await page.field('field.newEmail').fill(newAddress());
  await page.button('forgot.submit').click();
  await page.showsMessage('sessionEnded');
});

test('all browsers are forgotten at once', async () => {
  await signIn({ remember: true });
  await page.browserEntry('Chrome on Linux').waitFor();
  const second = await SignInPage.open(browser, stack);
  const before = await waitForMail(stack, user.email, { subject: /remembered/ });
  await second.signIn(user.email, user.password);
  await second.atCodeStep();
  await second.rememberBox().check();
  await second.enterCode(codeIn(await waitForMail(stack, user.email, { after: before })));
  await second.signedInAs(user.email);
  await second.button('account.forgetAll').focus();
  await second.page.keyboard.press('Enter');
  await second.showsMessage('browsersForgotten');
  // The focused button is gone: the focus stays in its part of the page.
  const focused = () => second.page.evaluate(() => document.activeElement?.textContent?.trim());
  await until(async () => (await focused()) === 'Remembered browsers');
  expect(await second.browserEntry('Chrome on Linux').count()).toBe(0);
  await second.close();
});

test('without an account API the page shows what works without it', async () => {
  await page.page.route('**/config.json', async (route) => {
    const config = await (await route.fetch()).json();
    await route.fulfill({ json: { ...config, accountApi: undefined } });
  });
  await page.page.reload();
  await signIn();
  expect(await page.page.getByRole('heading').allTextContents()).toEqual(['Your account']);
  expect(await page.button('account.changeEmail').count()).toBe(0);
  await page.button('account.changePassword').click();
  await page.field('field.currentPassword').waitFor();
});
