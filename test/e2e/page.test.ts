import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { currentStack } from '../support/current-stack';
import { wrongCode } from '../support/codes';
import { codeIn, mailsTo, waitForMail } from '../support/inbox';
import { createUser } from '../support/users';
import { DESKTOP, SignInPage } from './sign-in-page';

jest.setTimeout(120_000);

const stack = currentStack();
let browser: Browser;
let page: SignInPage;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  expect(page.violations).toEqual([]);
});

const path = () => new URL(page.page.url()).pathname;
const focused = () => page.page.evaluate(() => document.activeElement?.getAttribute('name'));
/** Text that describes the focused field, as a screen reader says it. */
const described = () =>
  page.page.evaluate(() =>
    (document.activeElement?.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent?.trim())
      .join(' '),
  );

test('steps have addresses: links lead to them, and Back leads to the sign-in form', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack, { path: '/sign-up' });
  await page.heading('signUp.heading').waitFor();
  await page.page.goto(`${stack.endpoints.app}/reset-password`);
  await page.heading('forgot.heading').waitFor();
  await page.page.goto(`${stack.endpoints.app}/code`);
  await page.heading('signIn.heading').waitFor();
  expect(path()).toBe('/');

  await page.button('signIn.create').click();
  await page.heading('signUp.heading').waitFor();
  expect(path()).toBe('/sign-up');
  await page.page.goBack();
  await page.heading('signIn.heading').waitFor();
  await page.page.goForward();
  await page.heading('signUp.heading').waitFor();
  await page.page.goBack();

  await page.signIn(email, password);
  await page.atCodeStep();
  expect(path()).toBe('/code');
  await page.page.goBack();
  await page.heading('signIn.heading').waitFor();
  await page.page.goForward();
  await page.heading('signIn.heading').waitFor();
  expect(path()).toBe('/');

  const first = await waitForMail(stack, email);
  await page.signIn(email, password);
  await page.atCodeStep();
  await page.enterCode(codeIn(await waitForMail(stack, email, { after: first })));
  await page.signedInAs(email);
  expect(path()).toBe('/');
});

test('what is wrong with a field is said at the field, and all password rules at once', async () => {
  page = await SignInPage.open(browser, stack, { path: '/sign-up' });
  await page.field('field.email').fill('notanemail');
  await page.field('field.password').fill('abc');
  const rules = page.page.getByRole('listitem');
  expect((await rules.allTextContents()).map((text) => text.trim())).toEqual([
    'At least 12 characters',
    'Uppercase letter',
    'Lowercase letter',
    'Number',
  ]);
  await page.button('signUp.submit').click();
  await page.showsMessage('invalidEmail');
  expect(await focused()).toBe('username');
  expect(await described()).toMatch(page.said('message.invalidEmail'));
  expect(await page.page.title()).toBe('Error: Create your account – Email MFA');

  await page.field('field.email').fill('jane@example.com');
  await page.button('signUp.submit').click();
  await page.showsMessage('weakPassword');
  expect(await focused()).toBe('new-password');
  expect(await described()).toMatch(/doesn’t meet all the requirements.*12 characters/);
  await page.button('signIn.submit').click();
  expect(await page.page.title()).toBe('Sign in to Email MFA');
});

test('an account that exists already: the message has the link to sign in', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack);
  await page.signUp(email, password);
  await page.showsMessage('accountExists');
  await page.page.getByRole('alert').getByRole('button').click();
  await page.heading('signIn.heading').waitFor();
  expect(await page.field('field.email').inputValue()).toBe(email);
});

test('the resend of sign-up waits, and says which code counts', async () => {
  const email = `resend-${Date.now()}@example.com`;
  page = await SignInPage.open(browser, stack);
  await page.page.clock.install();
  await page.signUp(email, 'Abcdefghijk1');
  await page.heading('confirm.heading').waitFor();
  const first = await waitForMail(stack, email);
  const disabled = page.button('code.resendIn');
  for (let clicks = 0; clicks < 7; clicks += 1) await disabled.click({ force: true });
  await page.page.clock.fastForward('00:31');
  await page.button('code.resend').click();
  await page.showsMessage('newestCodeCounts');
  await page.button('code.resendIn').waitFor();
  await waitForMail(stack, email, { after: first });
  expect(await mailsTo(stack, email)).toHaveLength(2);
});

test('password managers find the account at every step that has no field for it', async () => {
  const invited = await createUser(stack, { temporary: true });
  page = await SignInPage.open(browser, stack);
  const account = () => page.page.locator('form input[autocomplete=username]').first().inputValue();
  await page.signIn(invited.email, invited.password);
  await page.heading('first.heading').waitFor();
  expect(await account()).toBe(invited.email);
  await page.choosePassword(`Own-${invited.password}`);
  await page.atCodeStep();
  expect(await account()).toBe(invited.email);
  await page.enterCode(codeIn(await waitForMail(stack, invited.email)));
  await page.signedInAs(invited.email);
  await page.button('account.changePassword').click();
  expect(await account()).toBe(invited.email);
});

test('with cookies blocked everything works, from memory', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack, {
    beforeLoad: () => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('Access is denied', 'SecurityError');
          },
        });
      }
    },
  });
  await page.page.getByRole('combobox').selectOption('Deutsch');
  await page.page.getByRole('combobox').selectOption('English');
  await page.signIn(email, password);
  await page.atCodeStep();
  await page.enterCode(codeIn(await waitForMail(stack, email)));
  await page.signedInAs(email);
});

test('another step than the sign-in form shows a skeleton until the page knows its configuration', async () => {
  page = await SignInPage.open(browser, stack, { path: '/sign-up' });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.page.route('**/config.json', async (route) => {
    await released;
    await route.continue();
  });
  await page.page.reload({ waitUntil: 'commit' });
  await page.page.locator('.skeleton').waitFor();
  release();
  await page.heading('signUp.heading').waitFor();
  await page.page.unrouteAll();

  await page.page.route('**/config.json', (route) => route.fulfill({ status: 500 }));
  await page.page.reload();
  await page.page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
});

test('each call tells language, time zone and browser, and each answer a new binding', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack, { timezoneId: 'Asia/Tokyo' });
  const sent: Record<string, string>[] = [];
  page.page.on('request', (request) => {
    if (!request.headers()['x-amz-target']?.endsWith('RespondToAuthChallenge')) return;
    sent.push(request.postDataJSON().ClientMetadata);
  });
  await page.signIn(email, password);
  await page.atCodeStep();
  const code = codeIn(await waitForMail(stack, email));
  await page.enterCode(wrongCode(code));
  await page.showsMessage('incorrectCodeAttemptsLeft');
  await page.enterCode(code);
  await page.signedInAs(email);
  const known = {
    locale: 'en',
    timeZone: 'Asia/Tokyo',
    browserName: 'Chrome',
    systemName: 'Linux',
  };
  for (const metadata of sent) expect(metadata).toMatchObject(known);
  const bindings = sent.slice(1).map(({ binding }) => binding);
  expect(bindings).toHaveLength(2);
  expect(new Set(bindings).size).toBe(2);
  for (const binding of bindings) expect(binding).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test('password managers can read the account at every step with a code or a new password', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack);
  const fields = () =>
    page.page
      .locator('form input')
      .evaluateAll((inputs: HTMLInputElement[]) =>
        inputs
          .filter(({ type }) => type !== 'checkbox')
          .map(({ autocomplete, value }) => [autocomplete, value]),
      );
  const CODE = ['one-time-code', ''];
  await page.field('field.email').fill(email);
  await page.button('signIn.forgot').click();
  await page.button('forgot.submit').click();
  await page.heading('reset.heading').waitFor();
  expect(await fields()).toEqual([['username', email], CODE, ['new-password', '']]);
  await page.button('backToSignIn').click();

  const another = `new-${randomUUID()}@example.com`;
  await page.signUp(another, password);
  await page.heading('confirm.heading').waitFor();
  expect(await fields()).toEqual([['username', another], CODE]);
  await page.button('backToSignIn').click();

  await page.signIn(email, password);
  await page.atCodeStep();
  expect(await fields()).toEqual([['username', email], CODE]);
});

// An app that was loaded before an update sends no binding: this one loses it on the way.
test('a page that is older than the triggers asks to be reloaded', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack);
  await page.page.route(`${stack.endpoints.cognito}/**`, async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.continue();
    const body = request.postDataJSON();
    delete body.ClientMetadata?.binding;
    await route.continue({ postData: JSON.stringify(body) });
  });
  await page.signIn(email, password);
  await page.atCodeStep();
  await page.enterCode(codeIn(await waitForMail(stack, email)));
  await page.heading('signIn.heading').waitFor();
  await page.showsMessage('clientOutdated');
});

test('on a desktop a link opens the mailbox, at providers that are known only', async () => {
  const email = `mailbox-${Date.now()}@gmail.com`;
  const { password } = await createUser(stack, { attributes: { email } });
  page = await SignInPage.open(browser, stack, { viewport: DESKTOP });
  await page.signIn(email, password);
  await page.atCodeStep();
  const link = page.page.getByRole('link', { name: 'Open Gmail' });
  expect(await link.getAttribute('rel')).toContain('noreferrer');
  const href = decodeURIComponent((await link.getAttribute('href')) ?? '');
  expect(href).toMatch(/^https:\/\/mail\.google\.com\/.*#search\/from:\(login@example\.com\)/);
  const other = await createUser(stack);
  await page.button('differentAccount').click();
  await page.signIn(other.email, other.password);
  await page.atCodeStep();
  await page.page.getByText(other.email).waitFor();
  expect(await link.count()).toBe(0);
});

test('buttons, mark, favicon and theme have the brand colour itself, with text that is legible', async () => {
  page = await SignInPage.open(browser, stack);
  await page.page.route('**/config.json', async (route) => {
    const config = await (await route.fetch()).json();
    await route.fulfill({ json: { ...config, brandColor: '#ffd500' } });
  });
  await page.page.reload();
  await page.page.locator('#start').waitFor({ state: 'detached' });
  const button = page.button('signIn.submit');
  await button.waitFor();
  const style = await button.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return { backgroundColor, color };
  });
  expect(style).toEqual({ backgroundColor: 'rgb(255, 213, 0)', color: 'rgb(0, 0, 0)' });
  const head = (selector: string, name: string) =>
    page.page.locator(`head ${selector}`).getAttribute(name);
  expect(decodeURIComponent((await head('link[rel=icon]', 'href')) ?? '')).toContain('255 213 0');
  expect(await head('meta[name=theme-color]', 'content')).toBe('#ffd500');
});
