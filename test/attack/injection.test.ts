import { currentStack } from '../support/current-stack';
import { codeMail } from '../support/codes';
import { mailsTo } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { createUser } from '../support/users';

const stack = currentStack();
const client = new SrpClient(stack);
const triggers = new Triggers(stack);

// Fails if an attribute other than the address finds its way into the mail unescaped.
test('template injection: attributes of the user do not show in the mail', async () => {
  const user = await createUser(stack, {
    attributes: {
      name: '<img src=x onerror=alert(1)>\r\nBcc: thief@example.com',
      locale: 'en\r\nBcc: thief@example.com',
    },
  });
  await client.password(user);
  const mail = await codeMail(stack, user.email);
  const whole = JSON.stringify(mail);
  expect(whole).not.toContain('thief@example.com');
  expect(whole).not.toContain('onerror');
  expect(mail.destination).toEqual({ to: [user.email], cc: [], bcc: [] });
});

// Fails without isPlainAddress: the address could carry headers or further recipients.
test.each([
  'victim@example.com\r\nBcc: thief@example.com',
  'victim@example.com, thief@example.com',
  'Victim <victim@example.com>',
])('header injection: an address like %j gets no code', async (email) => {
  const user = { ...(await createUser(stack)), email };
  await expect(triggers.create(user)).rejects.toThrow('EmailMfaUnverifiedAddress');
  expect(await mailsTo(stack, 'thief@example.com')).toEqual([]);
});

// Fails without the check of email_verified: whoever changes an address could have the code sent there.
test('unverified address: no code, and words that say whom to ask', async () => {
  const user = await createUser(stack, { attributes: { email_verified: 'false' } });
  await expect(client.password(user)).rejects.toThrow(
    /EmailMfaUnverifiedAddress: .*Contact your administrator/,
  );
  expect(await new TableAccess(stack).user(user.sub)).toBeUndefined();
});
