import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import type { StackFacts } from '../../infra/local/stack-file';
import { launchBrowser } from '../support/browser';
import { wrongCode } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn, type Mail, waitForMail } from '../support/inbox';
import { startStack } from '../support/stack';
import { createUser } from '../support/users';
import { SignInPage } from './sign-in-page';

// Enough to start a stack on a busy machine.
jest.setTimeout(180_000);

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

async function openApp(stack: StackFacts): Promise<void> {
  if (!stack.appUrl) throw new Error('This stack runs without the app');
  page = await SignInPage.open(browser, stack.appUrl);
}

describe('with the shared stack', () => {
  const stack = currentStack();
  const mailTo = (email: string, after?: Mail) => waitForMail(stack, email, after && { after });

  beforeEach(() => openApp(stack));

  test('from sign-up to sign-out', async () => {
    const email = `newcomer-${randomUUID()}@example.com`;
    const password = `Right-${randomUUID()}`;
    await page.signUp(email, password);
    const confirmation = await mailTo(email);
    await page.confirmAddress(codeIn(confirmation));

    // Goes on to the code step by itself, with the password typed once.
    await page.atCodeStep();
    await page.enterCode(codeIn(await mailTo(email, confirmation)));
    await page.signedInAs(email);

    await page.button('Sign out').click();
    await page.field('Email').waitFor();
    expect(await page.field('Email').inputValue()).toBe('');
  });

  test('a wrong password is refused before any mail', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, `${password}!`);
    await page.told('That email and password do not go together.');
    await page.signIn(email, password);
    await page.atCodeStep();
  });

  test('a wrong code is told so, and the right one still works, pasted with a space', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    const code = codeIn(await mailTo(email));
    await page.enterCode(wrongCode(code));
    await page.told('That code is not right. 2 tries left.');
    await page.enterCode(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.signedInAs(email);
  });

  test('three wrong codes lead back to sign-in, with words and the email filled in', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    const mail = await mailTo(email);
    const wrong = wrongCode(codeIn(mail));
    await page.enterCode(wrong);
    await page.told('2 tries left');
    await page.enterCode(wrong);
    await page.told('1 try left');
    await page.enterCode(wrong);
    await page.told('Too many wrong codes. Sign in again to get a new one.');
    expect(await page.field('Email').inputValue()).toBe(email);

    await page.signIn(email, password);
    await page.atCodeStep();
    await page.enterCode(codeIn(await mailTo(email, mail)));
    await page.signedInAs(email);
  });

  test('the first login with a temporary password goes on to the code by itself', async () => {
    const { email, password } = await createUser(stack, { temporary: true });
    const own = `Own-${randomUUID()}`;
    await page.signIn(email, password);
    await page.choosePassword(own);
    await page.atCodeStep();
    await page.enterCode(codeIn(await mailTo(email)));
    await page.signedInAs(email);

    await page.button('Sign out').click();
    await page.signIn(email, own);
    await page.atCodeStep();
  });

  test('back from the code step, and in again', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    await page.atCodeStep();
    await page.button('Back to sign in').click();
    await page.field('Password').fill(password);
    await page.button('Sign in').click();
    await page.atCodeStep();
  });
});

test('after a resend the old code no longer works, and the new one does', async () => {
  const { facts: stack, stop } = await startStack({ settings: { resendCooldown: '1' }, web: true });
  try {
    await openApp(stack);
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    const first = await waitForMail(stack, email);
    await page.resendCode();
    const second = await waitForMail(stack, email, { after: first });
    await page.enterCode(codeIn(first));
    await page.told('That code is not right. 2 tries left.');
    await page.enterCode(codeIn(second));
    await page.signedInAs(email);
  } finally {
    await stop();
  }
});
