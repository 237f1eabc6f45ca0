import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { wrongCode } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn, waitForMail } from '../support/inbox';
import { createUser, signOutUser } from '../support/users';
import { DESKTOP, PHONE, SignInPage } from './sign-in-page';

jest.setTimeout(60_000);

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

const inDigitsFrom = (zero: number) => (code: string) =>
  code.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const arabic = inDigitsFrom(0x660);
const fullWidth = inDigitsFrom(0xff10);

const codeMailedTo = async (email: string) => codeIn(await waitForMail(stack, email));

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s', (_, viewport) => {
  beforeEach(async () => {
    page = await SignInPage.open(browser, stack, { viewport });
  });

  test('from sign-up to sign-out', async () => {
    const email = `newcomer-${randomUUID()}@example.com`;
    const password = `Right-${randomUUID()}`;
    await page.signUp(email, 'short');
    await page.showsMessage('weakPassword');
    await page.field('field.password').fill(password);
    await page.button('signUp.submit').click();
    await page.heading('confirm.heading').waitFor();
    const confirmation = await waitForMail(stack, email);
    await page.enterCode(`Your confirmation code is ${fullWidth(codeIn(confirmation))}`);

    // Goes on to the code step by itself, with the password typed once.
    await page.atCodeStep();
    await page.enterCode(codeIn(await waitForMail(stack, email, { after: confirmation })));
    await page.signedInAs(email);

    await page.button('account.signOut').click();
    await page.showsMessage('signedOut');
    expect(await page.field('field.email').inputValue()).toBe('');
  });

  test('a wrong code is message so, and the right one still works', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    const code = await codeMailedTo(email);
    await page.enterCode(wrongCode(code));
    await page.showsMessage(/2 attempts? left/);
    await page.enterCode(code);
    await page.signedInAs(email);
  });

  test('the first login with a temporary password goes on to the code by itself', async () => {
    const { email, password } = await createUser(stack, { temporary: true });
    const own = `Own-${randomUUID()}`;
    await page.signIn(email, password);
    await page.choosePassword('short');
    await page.showsMessage('weakPassword');
    await page.choosePassword(own);
    await page.atCodeStep();
    await page.enterCode(await codeMailedTo(email));
    await page.signedInAs(email);

    await page.button('account.signOut').click();
    await page.signIn(email, own);
    await page.atCodeStep();
  });

  test('a forgotten password is replaced, and the sign-in goes on by itself', async () => {
    const { email } = await createUser(stack);
    await page.field('field.email').fill(email);
    await page.button('signIn.forgot').click();
    await page.button('forgot.submit').click();
    const reset = await waitForMail(stack, email);
    await page.enterCode(wrongCode(codeIn(reset)));
    await page.choosePassword(`New-${randomUUID()}`);
    await page.showsMessage('incorrectCode');
    expect(await page.code().inputValue()).toBe('');
    // The password is there already, so that the code completes the form.
    await page.enterCode(arabic(codeIn(reset)));
    await page.atCodeStep();
    await page.enterCode(
      codeIn(await waitForMail(stack, email, { after: reset, subject: /\d{6}/ })),
    );
    await page.signedInAs(email);
  });
});

describe('signing in', () => {
  beforeEach(async () => {
    page = await SignInPage.open(browser, stack);
  });

  test('a wrong password is refused, and only the password has to be typed again', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, `${password}!`);
    await page.showsMessage('wrongPassword');
    expect(await page.field('field.email').inputValue()).toBe(email);
    await page.field('field.password').fill(password);
    await page.button('signIn.submit').click();
    await page.atCodeStep();
  });

  test('codes are understood however they are pasted', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    const code = await codeMailedTo(email);
    const wrong = wrongCode(code);
    await page.enterCode(`Your code is ${wrong}, valid for 5 minutes`);
    await page.showsMessage(/2 attempts? left/);
    await page.enterCode(arabic(wrong));
    await page.showsMessage(/1 attempts? left/);
    await page.enterCode(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.signedInAs(email);
  });

  test('three wrong codes lead back to sign-in, with words and the email filled in', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    const mail = await waitForMail(stack, email);
    for (const left of [/2 attempts? left/, /1 attempts? left/, 'tooManyIncorrectCodes'] as const) {
      await page.enterCode(wrongCode(codeIn(mail)));
      await page.showsMessage(left);
    }
    expect(await page.field('field.email').inputValue()).toBe(email);

    await page.signIn(email, password);
    await page.atCodeStep();
    await page.enterCode(codeIn(await waitForMail(stack, email, { after: mail })));
    await page.signedInAs(email);
  });

  test('back from the code step, and in again', async () => {
    const { email, password } = await createUser(stack);
    await page.signIn(email, password);
    await page.atCodeStep();
    await page.button('differentAccount').click();
    await page.field('field.password').fill(password);
    await page.button('signIn.submit').click();
    await page.atCodeStep();
  });
});

describe('signed in', () => {
  let email: string;
  let password: string;

  beforeEach(async () => {
    ({ email, password } = await createUser(stack));
    page = await SignInPage.open(browser, stack);
    await page.signIn(email, password);
    await page.enterCode(await codeMailedTo(email));
    await page.signedInAs(email);
  });

  async function change(current: string, wanted: string): Promise<void> {
    await page.field('field.currentPassword').fill(current);
    await page.field('field.newPassword').fill(wanted);
    await page.button('reset.submit').click();
  }

  test('the password is changed, and all devices are signed out', async () => {
    await page.button('account.changePassword').click();
    await change('not-this-one', `Next-${password}`);
    await page.showsMessage('incorrectCurrentPassword');
    await page.page.getByRole('checkbox').uncheck();
    await change(password, `Next-${password}`);
    await page.showsMessage('passwordSaved');

    const other = await page.anotherTab();
    await other.signedInAs(email);
    await page.context.setOffline(true);
    await page.button('account.signOutEverywhere').click();
    await page.showsMessage('offline');
    await page.context.setOffline(false);
    await page.button('account.signOutEverywhere').click();
    await page.showsMessage('signedOutEverywhere');
    await other.heading('signIn.heading').waitFor();
  });

  test('a new password signs out all devices unless the person says otherwise', async () => {
    await page.button('account.changePassword').click();
    await change(password, `Next-${password}`);
    await page.showsMessage('passwordSaved');
    await page.heading('signIn.heading').waitFor();
  });

  test.each([
    ['on return to the page', () => page.page.reload()],
    ['when it is needed: all devices', () => page.button('account.signOutEverywhere').click()],
    [
      'when it is needed: change of the password',
      async () => {
        await page.button('account.changePassword').click();
        await change(password, `Next-${password}`);
      },
    ],
  ])('a session that an admin ended is over here too, %s', async (_, act) => {
    // What the page asks for by itself is answered, so that nothing but the act tells it.
    await page.showsText('account.how.code');
    await signOutUser(stack, email);
    await act();
    await page.showsMessage('sessionEnded');
    await page.heading('signIn.heading').waitFor();
    const tokens = await page.page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.endsWith('Token')),
    );
    expect(tokens).toEqual([]);
  });
});
