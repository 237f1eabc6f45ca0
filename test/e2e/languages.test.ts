import type { Browser, Page } from 'playwright-core';
import { PAGE_LANGUAGES } from '../../web/src/vue/language/languages';
import { launchBrowser } from '../support/browser';
import { currentStack } from '../support/current-stack';
import { waitForMail } from '../support/inbox';
import { createUser } from '../support/users';
import { patternOf, SignInPage } from './sign-in-page';
import { walk } from './walk';
import { ar, de, italian } from './words';

jest.setTimeout(120_000);

/** Klingon: a tag that is valid, and that no version of the page will have. */
const UNKNOWN_LANGUAGE = 'tlh';

const stack = currentStack();
let browser: Browser;
let page: SignInPage;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => page.close());

/** Every text that a person sees or hears, but for what they typed. */
const everyText = (tab: Page): Promise<string[]> =>
  tab.evaluate(() => {
    const texts = document.body.innerText.split('\n');
    const names = ['aria-label', 'placeholder', 'alt', 'title'];
    for (const name of names) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        texts.push(element.getAttribute(name) ?? '');
      }
    }
    return texts.map((text) => text.trim()).filter(Boolean);
  });

test('no text at any step is untranslated, the Authenticator’s own included', async () => {
  page = await SignInPage.open(browser, stack, { locale: 'it-CH', dictionary: italian });
  const ours = Object.values(italian).map(patternOf);
  const names = Object.values(PAGE_LANGUAGES).map(({ name }) => name);
  // The account, times and a hidden password stand alone, and two texts can share a line.
  const alone = ['[\\d., :]+', '\\d+ \\w{3} \\d{4}, \\d+:\\d+', '\\S+@\\S+', '•+'];
  const known = new RegExp(`^(${ours.join('|')}| )+$|^(${alone.join('|')})$`);
  const isKnown = (text: string) =>
    names.includes(text) || text === 'Email MFA' || known.test(text);
  await walk(page, stack, async (step) => {
    const unknown = (await everyText(page.page)).filter((text) => !isKnown(text));
    expect({ step, unknown }).toEqual({ step, unknown: [] });
  });
});

test('a language is chosen, remembered, and spoken by the mail', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack, { locale: UNKNOWN_LANGUAGE });
  await page.heading('signIn.heading').waitFor();
  await page.page.getByRole('combobox').selectOption('Deutsch');
  await page.page.getByRole('heading', { name: 'Bei Email MFA anmelden' }).waitFor();

  const german = await page.anotherTab(de);
  expect(await german.page.locator('html').getAttribute('lang')).toBe('de');
  await german.signIn(email, password);
  await german.atCodeStep();
  expect((await waitForMail(stack, email)).body.text).toContain('Minuten');
});

test('Arabic is written from right to left, addresses and codes from left to right', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack, { locale: 'ar-EG', dictionary: ar });
  await page.heading('signIn.heading').waitFor();
  const html = page.page.locator('html');
  expect([await html.getAttribute('dir'), await html.getAttribute('lang')]).toEqual(['rtl', 'ar']);
  await page.signIn(email, `${password}!`);
  await page.showsMessage('wrongPassword');

  const right = async (text: string) => {
    const box = await page.page.getByText(text, { exact: true }).first().boundingBox();
    return box && box.x + box.width;
  };
  expect(await right('Email MFA')).toBeGreaterThan(200);
  expect(await page.field('field.email').getAttribute('dir')).toBe('ltr');
  await page.field('field.password').fill(password);
  await page.button('signIn.submit').click();
  await page.atCodeStep();
  expect(await page.code().getAttribute('dir')).toBe('ltr');
});
