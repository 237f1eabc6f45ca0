import { gzipSync } from 'node:zlib';
import { launchBrowser } from '../support/browser';
import { currentStack } from '../support/current-stack';
import { codeIn, waitForMail } from '../support/inbox';
import { createUser } from '../support/users';
import { SignInPage } from './sign-in-page';
import { ar } from './words';

jest.setTimeout(60_000);

/** gzip bytes of everything that is loaded up to the code step. */
const BUDGET = 150_000;

const stack = currentStack();

test('all that is loaded to sign in is within the budget; the rest comes when signed in', async () => {
  const browser = await launchBrowser();
  try {
    // The heaviest language.
    const page = await SignInPage.open(browser, stack, { locale: 'ar', dictionary: ar });
    const loaded = new Set<string>();
    page.page.on('request', (request) => {
      if (request.url().startsWith(stack.endpoints.app ?? '')) loaded.add(request.url());
    });
    await page.page.reload();
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    await page.atCodeStep();

    const before = [...loaded];
    const bodies = await Promise.all(before.map(async (url) => (await fetch(url)).arrayBuffer()));
    const gzip = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(gzip).toBeLessThanOrEqual(BUDGET);
    expect(gzip).toBeGreaterThan(BUDGET / 2);

    await page.enterCode(codeIn(await waitForMail(stack, email)));
    await page.signedInAs(email);
    expect(loaded.size).toBeGreaterThan(before.length);
  } finally {
    await browser.close();
  }
});

test('the licenses of what the page contains go with it', async () => {
  const licenses = await (await fetch(`${stack.endpoints.app}/third-party-licenses.md`)).text();
  for (const name of ['@aws-amplify/auth', '@vue/runtime-core']) {
    expect(licenses).toContain(`## ${name} - `);
  }
});
