import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { inject } from '../support/calls';
import { launchBrowser } from '../support/browser';
import { wrongCode } from '../support/codes';
import { codeIn, type Mail, mailsTo, waitForMail } from '../support/inbox';
import { until } from '../support/until';
import { startStack, type RunningStack } from '../support/stack';
import { TableAccess } from '../support/table';
import { createUser, type TestUser } from '../support/users';
import { SignInPage } from './sign-in-page';
import { en } from './words';

// Enough to start a stack on a busy machine.
jest.setTimeout(180_000);

let browser: Browser;
let stack: RunningStack['facts'];
let stop: RunningStack['stop'];
let page: SignInPage;
let user: TestUser;

beforeAll(async () => {
  browser = await launchBrowser();
  const settings = {
    resendCooldown: '1',
    codeLifetime: '1',
    failuresPerDay: '3',
    codesPerHour: '2',
    rememberBrowser: 'always',
    rememberDays: '1',
  };
  ({ facts: stack, stop } = await startStack({ settings, web: true }));
});
afterAll(async () => {
  await browser.close();
  await stop();
});

beforeEach(async () => {
  user = await createUser(stack);
  page = await SignInPage.open(browser, stack);
});
afterEach(async () => {
  await page.close();
  expect(page.violations).toEqual([]);
});

async function toCodeStep(tab = page): Promise<void> {
  await tab.signIn(user.email, user.password);
  await tab.atCodeStep();
}
const mail = (after?: Mail) => waitForMail(stack, user.email, after && { after });

test('after a resend the old code no longer works, and the new one does', async () => {
  await toCodeStep();
  const first = await mail();
  await page.resendCode();
  const second = await mail(first);
  await page.enterCode(codeIn(first));
  await page.showsMessage(/2 attempts? left/);
  await page.enterCode(codeIn(second));
  await page.signedInAs(user.email);
});

test("at the end of a code's life a new one is offered", async () => {
  await page.page.clock.install();
  await toCodeStep();
  const first = await mail();
  await page.page.getByText(user.email).waitFor();
  await page.button('code.resend').waitFor();
  await page.page.clock.fastForward('01:01');
  await page.showsMessage('codeExpired');
  expect(await page.code().isVisible()).toBe(false);
  await page.resendCode();
  await page.enterCode(codeIn(await mail(first)));
  await page.signedInAs(user.email);
});

test('too many codes: an end state that says so, until when, and whom to ask', async () => {
  await toCodeStep();
  await page.resendCode();
  await page.button('differentAccount').click();
  await page.signIn(user.email, user.password);
  await page.heading('blocked.tooManyCodes').waitFor();
  await page.showsMessage('tooManyCodesUntil');
  await page.page.getByText(String(en.contactAdmin)).waitFor();
  const buttons = await page.page.getByRole('main').getByRole('button').allTextContents();
  expect(buttons.map((text) => text.trim())).toEqual([en.differentAccount]);
  await page.page.clock.install({ time: Date.now() + 2 * 3_600_000 });
  await page.page.clock.runFor(1_000);
  await page.button('signIn.submit').click();
  expect(await page.field('field.email').inputValue()).toBe(user.email);
});

test('a lock says so, and until when', async () => {
  await toCodeStep();
  const wrong = wrongCode(codeIn(await mail()));
  for (const words of [/2 attempts? left/, /1 attempts? left/, 'lockedUntil'] as const) {
    await page.enterCode(wrong);
    await page.showsMessage(words);
  }
  // An end state: what happened, until when, what to do, and nothing else that can be pressed.
  await page.heading('blocked.locked').waitFor();
  await page.page.getByText(String(en.contactAdmin)).waitFor();
  const buttons = await page.page.getByRole('main').getByRole('button').allTextContents();
  expect(buttons.map((text) => text.trim())).toEqual([en['forgot.heading'], en.differentAccount]);
  await page.button('differentAccount').click();
  expect(await page.field('field.email').inputValue()).toBe('');
  await page.signIn(user.email, user.password);
  await page.heading('blocked.locked').waitFor();
  await page.showsMessage('lockedUntil');
  await page.page.clock.install({ time: Date.now() + 25 * 3_600_000 });
  await page.page.clock.runFor(1_000);
  await page.button('signIn.submit').click();
  expect(await page.field('field.email').inputValue()).toBe(user.email);
});

test('too many codes: says when the next one can be had, and the last one still works', async () => {
  await toCodeStep();
  const first = await mail();
  await page.resendCode();
  const last = await mail(first);
  await page.button('code.resend').click();
  await page.showsMessage('resendTooEarly');
  // A time of day, not "in 57:32", and no button that would not work.
  await page.page.getByText(page.said('code.resendAt')).last().waitFor();
  expect(await page.button('code.resendIn').count()).toBe(0);
  await page.enterCode(codeIn(last));
  await page.signedInAs(user.email);
});

describe('reload', () => {
  test('comes back to the code step with the same challenge', async () => {
    await toCodeStep();
    const code = codeIn(await mail());
    await page.enterCode(wrongCode(code));
    await page.showsMessage(/2 attempts? left/);
    const kept = await page.page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    expect(kept).not.toContain(user.password);
    expect(kept).not.toContain(wrongCode(code));

    await page.page.reload();
    await page.atCodeStep();
    await page.page.getByText('2 attempts left.').waitFor();
    await page.enterCode(code);
    await page.signedInAs(user.email);
    expect(await page.page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('works for as long as the code, though Amplify forgets after three minutes', async () => {
    await page.page.clock.install();
    await toCodeStep();
    const first = await mail();
    // The server's clock is not the page's: its cooldown has to be over, too.
    await page.button('code.resend').waitFor();
    await page.page.clock.fastForward('04:00');
    await page.page.reload();
    // Codes live for a minute here, sign-ins longer.
    await page.showsMessage('codeExpired');
    await page.resendCode();
    await page.enterCode(codeIn(await mail(first)));
    await page.signedInAs(user.email);
  });

  test('at the first password stays there', async () => {
    const invited = await createUser(stack, { temporary: true });
    await page.signIn(invited.email, invited.password);
    await page.heading('first.heading').waitFor();
    await page.page.reload();
    await page.choosePassword(`Own-${invited.password}`);
    await page.atCodeStep();
  });

  test('at sign-up and at a reset stays there, and sends no further email', async () => {
    const email = `reload-${randomUUID()}@example.com`;
    await page.signUp(email, user.password);
    await page.heading('confirm.heading').waitFor();
    const confirmation = await waitForMail(stack, email);
    await page.page.reload();
    await page.heading('confirm.heading').waitFor();
    await page.page.getByText(email).waitFor();
    await page.enterCode(codeIn(confirmation));
    await page.showsMessage('accountConfirmed');

    await page.button('signIn.forgot').click();
    await page.button('forgot.submit').click();
    const reset = await waitForMail(stack, email, { after: confirmation });
    await page.heading('reset.heading').waitFor();
    await page.page.reload();
    await page.enterCode(codeIn(reset));
    expect(await mailsTo(stack, email)).toHaveLength(2);
    await page.choosePassword(`New-${user.password}`);
    await page.atCodeStep();
  });

  test('after the session says that it is too late, with the address filled in', async () => {
    await page.page.clock.install();
    await toCodeStep();
    await page.page.clock.fastForward('15:01');
    await page.page.reload();
    await page.showsMessage('signInTimedOut');
    expect(await page.field('field.email').inputValue()).toBe(user.email);
    await page.field('field.password').fill(user.password);
    await page.button('signIn.submit').click();
    await page.atCodeStep();
  });

  test('after going back it stays at the sign-in form', async () => {
    await toCodeStep();
    await page.button('differentAccount').click();
    await page.page.reload();
    await page.heading('signIn.heading').waitFor();
    expect(await page.field('field.email').inputValue()).toBe('');
  });
});

test('where every browser is remembered, the step says so, and the next sign-in needs no code', async () => {
  await toCodeStep();
  await page.page.getByText('for 1 day.').waitFor();
  expect(await page.rememberBox().count()).toBe(0);
  await page.enterCode(codeIn(await mail()));
  await page.signedInAs(user.email);
  await page.button('account.signOut').click();
  await page.signIn(user.email, user.password);
  await page.signedInAs(user.email);
});

test('two tabs at the code step do not get in the way of each other', async () => {
  const other = await page.anotherTab();
  await toCodeStep();
  const first = await mail();
  await toCodeStep(other);
  const second = await mail(first);
  await page.enterCode(codeIn(first));
  await page.signedInAs(user.email);
  await other.enterCode(codeIn(second));
  await other.signedInAs(user.email);

  await other.button('account.signOut').click();
  await page.heading('signIn.heading').waitFor();
});

test('a mail that could not be delivered is message of, and what to do', async () => {
  const mend = await inject(stack, { fault: 'reject', service: 'ses', recipient: user.email });
  await page.page.clock.install();
  await toCodeStep();
  const table = new TableAccess(stack);
  const failed = async () =>
    (await table.everyRecord()).some(
      ({ destination, failedAt }) => destination?.S === user.email && failedAt,
    );
  await until(failed);
  const help = page.page.getByText(page.said('help.heading'));
  await help.focus();
  await page.page.clock.fastForward('00:15');
  await page.showsMessage('emailNotDelivered');
  await page.page.clock.fastForward('00:30');
  // The second question is answered, too, and neither moves the focus or says it again.
  await page.page.waitForResponse((response) => response.url().startsWith(stack.endpoints.cognito));
  expect(await help.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.page.getByRole('alert').count()).toBe(1);
  await mend();
  await page.resendCode();
  await page.enterCode(codeIn(await mail()));
  await page.signedInAs(user.email);
});

describe('a bad network', () => {
  /** Holds calls to Cognito back until `release`; counts them. */
  async function hold(): Promise<{ calls: string[]; release: () => void }> {
    const calls: string[] = [];
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.page.route(`${stack.endpoints.cognito}/**`, async (route) => {
      const target = route.request().headers()['x-amz-target'];
      if (target) calls.push(target.split('.')[1] ?? '');
      await released;
      await route.continue();
    });
    return { calls, release };
  }

  test('slow: it shows, goes on showing, and two clicks are one sign-in', async () => {
    await page.page.clock.install();
    const { calls, release } = await hold();
    await page.fillSignIn(user.email, user.password);
    await page.button('signIn.submit').dblclick();
    await page.button('signIn.busy').waitFor();
    await page.page.keyboard.press('Enter');
    await page.page.clock.fastForward('00:08');
    await page.showsMessage(page.said('slow'));
    release();
    await page.atCodeStep();
    expect(calls).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  test('slow: going back drops the answer', async () => {
    await toCodeStep();
    const code = codeIn(await mail());
    const { release } = await hold();
    await page.enterCode(code);
    await page.button('code.busy').waitFor();
    await page.button('differentAccount').click();
    const revoked = page.page.waitForRequest(
      (request) => request.headers()['x-amz-target']?.endsWith('RevokeToken') === true,
    );
    release();
    await revoked;
    await page.page.waitForFunction(
      () => !Object.keys(localStorage).some((key) => key.endsWith('.accessToken')),
    );
    await page.heading('signIn.heading').waitFor();
  });

  test('offline and back: at the password, at the code, and at a resend', async () => {
    const cut = (off: boolean) => page.context.setOffline(off);
    // The form is there before the rest of the page has been loaded.
    await page.page.waitForLoadState('networkidle');
    await cut(true);
    await page.signIn(user.email, user.password);
    await page.showsMessage('offline');
    await cut(false);
    await page.field('field.password').fill(user.password);
    await page.button('signIn.submit').click();
    await page.atCodeStep();
    const first = await mail();

    await page.button('code.resend').waitFor();
    await cut(true);
    await page.button('code.resend').click();
    await page.showsMessage('offline');
    await page.enterCode(codeIn(first));
    await page.showsMessage('offline');
    await cut(false);
    await page.enterCode(codeIn(first));
    await page.signedInAs(user.email);
  });
});
