import type { Browser, Page, Route } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { currentStack } from '../support/current-stack';
import { codeMailedTo } from '../support/codes';
import { createUser } from '../support/users';
import { DESKTOP, PHONE, SignInPage, type OpenOptions } from './sign-in-page';
import { ar, de } from './words';

jest.setTimeout(60_000);

const stack = currentStack();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** The app's script, held back until `release()`. */
async function opened(options: OpenOptions & { hold?: RegExp } = {}) {
  const { hold = /\/assets\/index-[\w-]+\.js$/, ...others } = options;
  const page = await SignInPage.open(browser, stack, { path: '/robots.txt', ...others });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.page.route(hold, async (route: Route) => {
    await released;
    await route.continue();
  });
  await page.page.goto(stack.endpoints.app ?? '', { waitUntil: 'commit' });
  return { page, release };
}

const hasTakenOver = (page: Page) => page.locator('#start').waitFor({ state: 'detached' });
const username = (page: Page) => page.locator('input[name=username]:visible');
const password = (page: Page) => page.locator('input[name=current-password]:visible');

test('what is typed before the app runs goes on in the app, caret included', async () => {
  const { email, password: secret } = await createUser(stack);
  const { page, release } = await opened();
  try {
    await page.field('field.email').fill(email);
    await page.field('field.password').pressSequentially(secret.slice(1));
    await page.page.keyboard.press('Home');
    release();
    // Types on while the app takes over: every key counts, in its place.
    await page.page.keyboard.type(secret.charAt(0));
    await hasTakenOver(page.page);
    expect(await username(page.page).inputValue()).toBe(email);
    expect(await password(page.page).inputValue()).toBe(secret);
    const caret = await password(page.page).evaluate((input: HTMLInputElement) => [
      input === document.activeElement,
      input.selectionStart,
    ]);
    expect(caret).toEqual([true, 1]);
    await page.page.keyboard.press('Enter');
    await page.atCodeStep();
    expect(page.violations).toEqual([]);
  } finally {
    await page.close();
  }
});

test('no key is lost, whenever the app takes over', async () => {
  const { page, release } = await opened();
  try {
    await page.field('field.email').waitFor();
    const text = 'abcdefghijklmnopqrstuvwxyz'.repeat(4);
    const typing = page.page.keyboard.type(text);
    release();
    await typing;
    await hasTakenOver(page.page);
    expect(await username(page.page).inputValue()).toBe(text);
  } finally {
    await page.close();
  }
});

test('nothing is sent before the app runs', async () => {
  const { page } = await opened();
  try {
    const sent: string[] = [];
    page.page.on('request', (request) => {
      if (request.method() !== 'GET' || request.isNavigationRequest()) sent.push(request.url());
    });
    await page.fillSignIn('jane@example.com', 'secret-password');
    expect(await page.button('signIn.submit').isDisabled()).toBe(true);
    await page.page.keyboard.press('Enter');
    await page.page.evaluate(() => document.forms[0]?.requestSubmit());
    await page.page.evaluate(() => document.forms[0]?.submit());
    await page.field('field.email').waitFor();
    expect(page.page.url()).toBe(`${stack.endpoints.app}/`);
    expect(sent).toEqual([]);
  } finally {
    await page.close();
  }
});

test('without scripts it says so, and shows no form that can not work', async () => {
  const page = await SignInPage.open(browser, stack, { javaScriptEnabled: false });
  try {
    const note = page.page.locator('noscript');
    await note.waitFor();
    expect(await note.textContent()).toContain('needs JavaScript');
    expect(await note.boundingBox()).toMatchObject({ y: expect.closeTo(24, 0) });
    expect(await page.page.locator('.skeleton').isVisible()).toBe(false);
    expect(await page.page.getByRole('textbox').count()).toBe(0);
  } finally {
    await page.close();
  }
});

test('it has language, direction and brand before the app runs', async () => {
  const { page } = await opened({ locale: 'ar', dictionary: ar });
  try {
    await page.field('field.password').waitFor();
    const spoken = await page.page.evaluate(() => {
      const { lang, dir } = document.documentElement;
      return [lang, dir];
    });
    expect(spoken).toEqual(['ar', 'rtl']);
    await page.heading('signIn.heading').waitFor();
    const brand = await page.page.evaluate(() =>
      document.documentElement.style.getPropertyValue('--brand'),
    );
    expect(brand).toMatch(/^rgb/);
  } finally {
    await page.close();
  }
});

test('the language that the person chose goes before that of the browser', async () => {
  const { page } = await opened({
    locale: 'ar',
    dictionary: de,
    beforeLoad: () => localStorage.setItem('language', 'de'),
  });
  try {
    await page.field('field.password').waitFor();
    expect(await page.page.title()).toMatch(page.said('signIn.heading'));
  } finally {
    await page.close();
  }
});

test('it can be typed into while config.json is slow, and gets its name when that is here', async () => {
  const { page, release } = await opened({ hold: /config\.json$/ });
  try {
    await page.fillSignIn('jane@example.com', 'secret-password');
    await page.heading('signIn.submit').waitFor();
    release();
    await page.heading('signIn.heading').waitFor();
    await hasTakenOver(page.page);
    expect(await password(page.page).inputValue()).toBe('secret-password');
  } finally {
    await page.close();
  }
});

test('a config.json that can not be loaded is reported, in place of the form', async () => {
  const page = await SignInPage.open(browser, stack, { path: '/robots.txt' });
  try {
    await page.page.route(/config\.json$/, (route) => route.abort());
    await page.page.goto(stack.endpoints.app ?? '');
    await page.page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.page.getByRole('textbox').count()).toBe(0);
  } finally {
    await page.close();
  }
});

test.each([
  ['a step to continue', () => sessionStorage.setItem('sign-in', '{}')],
  [
    'somebody signed in',
    () => localStorage.setItem('CognitoIdentityServiceProvider.x.LastAuthUser', 'y'),
  ],
])('with %s there is no form that would go away again', async (_, beforeLoad) => {
  const { page } = await opened({ beforeLoad });
  try {
    await page.page.locator('.skeleton').waitFor();
    await page.page.waitForFunction(() => document.title !== '');
    expect(await page.page.getByRole('textbox').count()).toBe(0);
  } finally {
    await page.close();
  }
});

test.each([
  ['phone', PHONE, 'light'],
  ['desktop', DESKTOP, 'dark'],
] as const)(
  '%s: the app’s own form stands where the form was, %s',
  async (_, viewport, colorScheme) => {
    const { page, release } = await opened({ viewport, colorScheme });
    const look = async () => {
      await page.heading('signIn.heading').waitFor();
      await page.page.waitForFunction(() => document.getAnimations().length === 0);
      const boxes = [
        page.heading('signIn.heading'),
        username(page.page),
        password(page.page),
        page.button('signIn.submit'),
      ];
      const background = await page.page.evaluate(
        () => getComputedStyle(document.body).backgroundColor,
      );
      return { boxes: await Promise.all(boxes.map((box) => box.boundingBox())), background };
    };
    try {
      await page.field('field.email').waitFor();
      const before = await look();
      release();
      await hasTakenOver(page.page);
      expect(await look()).toEqual(before);
    } finally {
      await page.close();
    }
  },
);

describe('before the Authenticator is there', () => {
  const hold = /\/assets\/ui-vue-[\w-]+\.js$/;

  test('a sign-in is sent, and goes on when it is', async () => {
    const { email, password: secret } = await createUser(stack);
    const { page, release } = await opened({ hold });
    try {
      const answered = page.page.waitForResponse(async (response) =>
        (await response.text()).includes('CUSTOM_CHALLENGE'),
      );
      await hasTakenOver(page.page);
      await page.signIn(email, secret);
      await page.button('signIn.busy').waitFor();
      await answered;
      release();
      await page.atCodeStep();
      await page.enterCode(await codeMailedTo(stack, email));
      await page.signedInAs(email);
    } finally {
      await page.close();
    }
  });

  test('a wrong password is told, and the right one signs in', async () => {
    const { email, password: secret } = await createUser(stack);
    const { page, release } = await opened({ hold });
    try {
      await hasTakenOver(page.page);
      await page.signIn(email, 'wrong');
      await page.showsMessage('wrongPassword');
      release();
      await page.button('signIn.submit').waitFor();
      await page.signIn(email, secret);
      await page.atCodeStep();
    } finally {
      await page.close();
    }
  });

  test('a link to another step leads there when it is', async () => {
    const { page, release } = await opened({ hold });
    try {
      await hasTakenOver(page.page);
      await page.button('signIn.create').click();
      release();
      await page.heading('signUp.heading').waitFor();
    } finally {
      await page.close();
    }
  });

  test('if it can not be loaded, the page says so', async () => {
    const { page } = await opened({ hold: /nothing/ });
    try {
      await page.page.waitForLoadState('networkidle');
      await page.page.route(hold, (route) => route.abort());
      await page.page.reload();
      await page.page.getByRole('button', { name: 'Try again' }).waitFor();
    } finally {
      await page.close();
    }
  });
});

// Browsers fill in a saved password but tell no script of it before a gesture. Here `matches` plays that.
test('a password that the browser filled in and has not told yet is not lost', async () => {
  const { email, password: secret } = await createUser(stack);
  const { page, release } = await opened({
    beforeLoad: () => {
      const { matches } = Element.prototype;
      const plays = function (this: Element, selector: string) {
        return selector === ':autofill' ? this.closest('#start') : matches.call(this, selector);
      };
      Object.assign(Element.prototype, { matches: plays });
    },
  });
  try {
    await page.field('field.email').fill(email);
    release();
    await page.page.waitForFunction(() => document.querySelector('#start button:enabled'));
    expect(await page.page.locator('#app input').count()).toBe(2);
    // The gesture: from now on the value is known, and the press itself signs in.
    await page.page.evaluate((value) => {
      document.querySelector('#start button')?.addEventListener('pointerdown', () => {
        const input = document.querySelector<HTMLInputElement>('#start-password');
        if (input) input.value = value;
      });
    }, secret);
    await page.page.locator('#start button').click();
    await page.atCodeStep();
  } finally {
    await page.close();
  }
});

test('an address that is being composed goes over when it is finished', async () => {
  const { page, release } = await opened();
  try {
    await page.field('field.email').focus();
    const devtools = await page.context.newCDPSession(page.page);
    await devtools.send('Input.imeSetComposition', {
      text: 'jan',
      selectionStart: 3,
      selectionEnd: 3,
    });
    release();
    await page.page.locator('#app input').first().waitFor({ state: 'attached' });
    expect(await page.page.locator('#start').count()).toBe(1);
    await devtools.send('Input.insertText', { text: 'jane' });
    await hasTakenOver(page.page);
    expect(await username(page.page).inputValue()).toBe('jane');
  } finally {
    await page.close();
  }
});
