import { codeMailedTo } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { waitForMail } from '../support/inbox';
import { resetPassword } from '../support/password-reset';
import { SrpClient } from '../support/srp-client';
import { createUser } from '../support/users';

test('a reset by email is told by email, in the language and time zone of the page', async () => {
  const stack = currentStack();
  const user = await createUser(stack);
  const metadata = { locale: 'de', timeZone: 'Europe/Berlin' };
  const password = await resetPassword(stack, user.email, metadata);
  const notice = await waitForMail(stack, user.email, { subject: /^Ihr Passwort für/ });
  expect(notice.body.text).toMatch(/wurde am .* (MEZ|MESZ) zurückgesetzt/);

  const client = new SrpClient(stack);
  const step = await client.password({ ...user, password });
  const { AuthenticationResult } = await client.answer(step, await codeMailedTo(stack, user.email));
  expect(AuthenticationResult).toBeDefined();
});
