import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { currentStack } from '../support/current-stack';
import { codeIn, waitForMail } from '../support/inbox';
import { createUser } from '../support/users';
import { DESKTOP, PHONE, SignInPage } from './sign-in-page';
import { walk } from './walk';

jest.setTimeout(180_000);

const stack = currentStack();
let browser: Browser;
let page: SignInPage;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => page.close());

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds: rule and element. All rules in light mode; in dark mode the colours, as nothing else differs. */
async function findings(tab: Page): Promise<string[]> {
  await tab.evaluate(axe.source);
  const run = async (colorScheme: 'light' | 'dark', runOnly: string[]) => {
    await tab.emulateMedia({ colorScheme });
    const { violations } = await tab.evaluate<AxeResults>(
      `axe.run(document, { runOnly: ${JSON.stringify(runOnly)} })`,
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${colorScheme}, ${id}: ${target}`),
    );
  };
  return [...(await run('dark', ['color-contrast'])), ...(await run('light', STANDARDS))];
}

const focused = (tab: Page) =>
  tab.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('name') ?? element?.textContent?.trim();
  });

/** Whether the window is named after the step, top of the heading, and whether anything is wider than the window. */
const layout = (tab: Page) =>
  tab.evaluate(() => ({
    titled: document.title.includes(document.querySelector('h1')?.textContent ?? '?'),
    headingAt: document.querySelector('h1')?.getBoundingClientRect().top,
    tooWide: document.documentElement.scrollWidth > window.innerWidth,
  }));

test.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('%s: axe finds nothing at any step in light or dark, and nothing jumps', async (_, viewport) => {
  // Colours are looked at as they rest: halfway between two, a button's contrast is neither's.
  const reducedMotion = 'reduce';
  page = await SignInPage.open(browser, stack, { viewport, reducedMotion });
  const headings = new Set<number | undefined>();
  await walk(page, stack, async (step) => {
    expect({ step, findings: await findings(page.page) }).toEqual({ step, findings: [] });
    const { headingAt, ...others } = await layout(page.page);
    expect({ step, ...others }).toEqual({ step, titled: true, tooWide: false });
    headings.add(headingAt);
  });
  expect(headings.size).toBe(1);
});

/** As a desktop window of 1280 × 800 at 200 %: half the CSS pixels, twice the pixels to each. */
test('at 200 % zoom nothing is cut off or on top of something else', async () => {
  const viewport = { width: DESKTOP.width / 2, height: DESKTOP.height / 2 };
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack, { viewport, deviceScaleFactor: 2 });
  const check = async (step: string) => {
    const { tooWide } = await layout(page.page);
    expect({ step, tooWide, hidden: await hiddenControls(page.page) }).toEqual({
      step,
      tooWide: false,
      hidden: [],
    });
  };
  await page.button('signIn.forgot').waitFor();
  await check('sign in');
  await page.button('signIn.create').click();
  await page.heading('signUp.heading').waitFor();
  await check('sign up');
  await page.button('signUp.haveAccount').or(page.button('signIn.submit')).first().click();
  await page.signIn(email, password);
  await page.atCodeStep();
  await page.page.getByText(page.said('help.heading')).click();
  await check('code');
  await page.enterCode(codeIn(await waitForMail(stack, email)));
  await page.signedInAs(email);
  await check('account');
});

/** Buttons, links and fields whose middle is covered or outside the page once they are scrolled to. */
const hiddenControls = (tab: Page) =>
  tab.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, select, summary, input:not(.read-out)')]
      .filter((element) => {
        element.scrollIntoView({ block: 'center' });
        const { x, y, width, height } = element.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + height / 2);
        return !top || !(element.contains(top) || top.contains(element));
      })
      .map((element) => element.textContent?.trim() || element.getAttribute('name')),
  );

test('by keyboard alone, with the focus in the right place at each step', async () => {
  const { email, password } = await createUser(stack);
  page = await SignInPage.open(browser, stack);
  const { keyboard } = page.page;
  const at = async (name: string) => expect(await focused(page.page)).toBe(name);

  await page.heading('signIn.heading').waitFor();
  await at('username');
  await keyboard.press('Enter');
  await at('username');
  await keyboard.type(email);
  await keyboard.press('Tab');
  await keyboard.type('wrong');
  await keyboard.press('Enter');
  await page.showsMessage('wrongPassword');
  await at('current-password');
  await keyboard.type(password);
  await keyboard.press('Enter');

  await page.atCodeStep();
  await at('code');
  const mail = await waitForMail(stack, email);
  await keyboard.type('123');
  await keyboard.press('Enter');
  await page.showsMessage('codeIncomplete');
  await at('code');
  await keyboard.type(codeIn(mail));
  await page.signedInAs(email);
  await at('Your account');
  await page.showsText('account.noBrowsers');

  // The changes of address and password come first.
  for (let tabs = 0; tabs < 3; tabs += 1) await keyboard.press('Tab');
  await at('Sign out');
  await keyboard.press('Enter');
  await page.heading('signIn.heading').waitFor();
  await at('username');
  // Password, its button to show it, and "Sign in" come before.
  for (let tabs = 0; tabs < 4; tabs += 1) await keyboard.press('Tab');
  await at('Forgot your password?');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.heading('signUp.heading').waitFor();
});

test('who asked for less motion sees none', async () => {
  page = await SignInPage.open(browser, stack, { reducedMotion: 'reduce' });
  await page.page.route(`${stack.endpoints.cognito}/**`, () => {});
  await page.signIn('nobody@example.com', 'whatever');
  await page.button('signIn.busy').waitFor();
  const moving = await page.page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});

test('with forced colours errors have borders and links are underlined', async () => {
  page = await SignInPage.open(browser, stack, { forcedColors: 'active' });
  await page.button('signIn.submit').click();
  await page.showsMessage(page.said('required.email'));
  const border = await page
    .field('field.email')
    .evaluate((element) => getComputedStyle(element).borderTopWidth);
  expect(border).toBe('2px');
  await page.context.setOffline(true);
  await page.signIn('jane@example.com', 'whatever');
  await page.showsMessage('offline');
  const message = page.page.getByRole('alert').filter({ hasText: page.said('message.offline') });
  expect(await message.evaluate((element) => getComputedStyle(element).borderTopStyle)).toBe(
    'solid',
  );
  const line = await page
    .button('signIn.forgot')
    .evaluate((element) => getComputedStyle(element).textDecorationLine);
  expect(line).toBe('underline');
});
