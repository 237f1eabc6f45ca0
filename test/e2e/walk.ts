import { randomUUID } from 'node:crypto';
import type { StackFacts } from '../../infra/cli/stack-file';
import { wrongCode } from '../support/codes';
import { codeIn, waitForMail } from '../support/inbox';
import { createUser } from '../support/users';
import type { SignInPage } from './sign-in-page';

/** Goes through every step and what can be message at it, and calls `look` at each. */
export async function walk(
  page: SignInPage,
  stack: StackFacts,
  look: (step: string) => Promise<void>,
): Promise<void> {
  const { email, password } = await createUser(stack);
  await page.heading('signIn.heading').waitFor();
  await look('sign in');
  await page.button('signIn.submit').click();
  await look('sign in, fields empty');
  await page.signIn(email, `${password}!`);
  await page.showsMessage('wrongPassword');
  await look('sign in, wrong password');

  await page.signUp(`new-${randomUUID()}@example.com`, 'short');
  await page.showsMessage('weakPassword');
  await look('sign up, weak password');
  await page.field('field.password').fill(password);
  await page.button('signUp.submit').click();
  await page.heading('confirm.heading').waitFor();
  await page.page.getByText(page.said('help.heading')).click();
  await look('confirm the address');
  await page.button('backToSignIn').click();

  await page.button('signIn.forgot').click();
  await page.field('field.email').fill(email);
  await look('forgotten password');
  await page.button('forgot.submit').click();
  await page.heading('reset.heading').waitFor();
  await look('new password');
  const reset = await waitForMail(stack, email);
  await page.enterCode(codeIn(reset));
  await page.choosePassword(`New-${password}`);

  await page.atCodeStep();
  await page.page.getByText(page.said('help.heading')).click();
  await look('code');
  const code = codeIn(await waitForMail(stack, email, { after: reset, subject: /\d{6}/ }));
  await page.enterCode(wrongCode(code));
  await page.showsMessage('incorrectCodeAttemptsLeft');
  await look('wrong code');
  await page.page.reload();
  await page.atCodeStep();
  await look('code after a reload');
  await page.rememberBox().check();
  await page.enterCode(code);
  await page.signedInAs(email);
  await page.showsText('account.thisBrowser');
  await look('signed in');
  await page.button('account.changePassword').click();
  await look('change password');
  await page.button('account.cancel').click();
  await walkChangeOfAddress(page, look);
  await page.button('account.signOutEverywhere').click();
  await page.showsMessage('signedOutEverywhere');
  await look('signed out everywhere');

  const invited = await createUser(stack, { temporary: true });
  await page.signIn(invited.email, invited.password);
  await page.heading('first.heading').waitFor();
  await look('first password');
}

/** The code is old, so that the page asks for password and code again. */
async function walkChangeOfAddress(
  page: SignInPage,
  look: (step: string) => Promise<void>,
): Promise<void> {
  const isRequest = (url: URL) => url.pathname === '/account/email';
  const answer = async (status: number, json = {}) => {
    await page.page.unroute(isRequest);
    await page.page.route(isRequest, (route) =>
      route.fulfill({ status, json, headers: { 'access-control-allow-origin': '*' } }),
    );
  };
  await answer(403, { error: 'FRESH_CODE_REQUIRED' });
  await page.button('account.changeEmail').click();
  await look('change email address');
  await page.field('field.newEmail').fill('new@example.com');
  await page.button('forgot.submit').click();
  await page.heading('stepUp.heading').waitFor();
  await look('step-up');
  await page.button('account.cancel').click();
  await answer(202);
  await page.button('forgot.submit').click();
  await page.heading('email.confirmHeading').waitFor();
  await look('confirm the new address');
  await page.button('account.cancel').click();
}
