import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import Table from 'cli-table3';
import { STATUS_METADATA } from '../../triggers/public-parameters';
import { AccountClient, signInWithCode } from '../support/account-client';
import { callsOf, inject } from '../support/calls';
import { codeMail, codeMailedTo, wrongCode } from '../support/codes';
import { askAsCloudFormation } from '../support/custom-resource';
import { currentStack } from '../support/current-stack';
import { codeIn, waitForMail } from '../support/inbox';
import { resetPassword } from '../support/password-reset';
import { covers, grantsIn } from '../support/rights';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { BrowserSignIns } from '../support/remembered-browser';
import { until } from '../support/until';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
const client = new SrpClient(stack);
const triggers = new Triggers(stack);
const table = new TableAccess(stack);

/** Every path through the functions that calls anything. */
async function goEverywhere(): Promise<void> {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const mail = await codeMail(stack, user.email);
  const asked = await client.answer(challenge, 'status', STATUS_METADATA);
  const again = await client.answer(asked, wrongCode(codeIn(mail)));
  const done = await client.answer(again, codeIn(mail));
  await client.refresh(done.AuthenticationResult?.RefreshToken ?? '');
  await changePool();
  await useAccount();
  await askAsCloudFormation(stack, 'Custom::EmailMfaPublicKey', 'Create');

  const other = await createUser(stack);
  const first = await triggers.create(other);
  const firstMail = await codeMail(stack, other.email);
  // Cognito may run Verify again: it then looks for the pass.
  await triggers.verify(other, first, codeIn(firstMail));
  await triggers.verify(other, first, codeIn(firstMail));
  await table.coolDown(other.sub);
  await triggers.resend(other, first);
  await codeMail(stack, other.email, firstMail);

  const signIns = new BrowserSignIns(stack);
  const regular = await createUser(stack);
  await signIns.withBrowser(regular, await signIns.remember(regular));

  const locked = await createUser(stack);
  const last = await triggers.create(locked);
  const code = await codeMailedTo(stack, locked.email);
  await table.fail(locked.sub, 9);
  const mendNotice = await inject(stack, { fault: 'bounce', recipient: locked.email });
  await expect(triggers.verify(locked, last, wrongCode(code))).rejects.toThrow('EmailMfaLocked');
  await expect(triggers.create(locked)).rejects.toThrow('EmailMfaLocked');
  await until(() => undelivered('notice#', locked));
  await mendNotice();

  await resetPassword(stack, (await createUser(stack)).email);

  const lost = await createUser(stack);
  const mendCode = await inject(stack, { fault: 'bounce', recipient: lost.email });
  await triggers.create(lost);
  await until(() => undelivered('challenge#', lost));
  await mendCode();
}

/** The account page of a user: all that it can ask for, and what comes too late. */
async function useAccount(): Promise<void> {
  const user = await createUser(stack);
  const account = new AccountClient(stack, await signInWithCode(stack, user));
  const browser = { id: 'a'.repeat(43), lastUsedAt: Date.now(), expiresAt: Date.now() + 60_000 };
  await table.rememberBrowsers(user.sub, [browser]);
  await account.get();
  await account.forget(browser.id);
  await account.forgetAll();
  const changed = `new-${user.email}`;
  await account.askFor(changed);
  await account.confirm(codeIn(await waitForMail(stack, changed)));
}

/** The guard watch looks at a pool that changed. */
async function changePool(): Promise<void> {
  await cognitoClient(stack).send(
    new CreateUserPoolClientCommand({ UserPoolId: stack.userPoolId, ClientName: 'other' }),
  );
  await until(
    async () => (await callsOf(stack, { operation: 'DescribeUserPoolClient' })).length > 0,
  );
}

async function undelivered(prefix: string, { sub }: TestUser): Promise<boolean> {
  return (await table.everyRecord()).some(
    ({ pk, userSub, failedAt }) => pk?.S?.startsWith(prefix) && userSub?.S === sub && failedAt,
  );
}

test('every right in the roles is used, and every call is in the roles', async () => {
  await goEverywhere();
  const grants = grantsIn(stack);
  const used = (await callsOf(stack)).flatMap((call) =>
    call.permissions.map((permission) => ({ name: call.function, permission })),
  );
  const rows = grants.map((grant) => ({
    ...grant,
    calls: used.filter(({ name, permission }) => covers(grant, name, permission)).length,
  }));
  const printed = new Table({
    head: ['function', 'action', 'on', 'calls'],
    style: { head: [], border: [] },
  });
  for (const row of rows) printed.push([row.function, row.action, row.pattern, row.calls]);
  process.stdout.write(`${printed.toString()}\n`);

  // A pool of the Lite plan, as here, has no copies to ask for.
  const otherPlans = ['cognito-idp:ListUserPoolReplicas'];
  const unused = rows.filter(({ calls }) => calls === 0);
  expect(unused.filter(({ action }) => !otherPlans.includes(action))).toEqual([]);
  const missing = used.filter(
    ({ name, permission }) => !grants.some((grant) => covers(grant, name, permission)),
  );
  expect(missing).toEqual([]);
});
