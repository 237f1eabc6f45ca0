import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import { AccountClient, signInWithCode, tokensOf } from '../support/account-client';
import { trailOf } from '../support/audit';
import { currentStack } from '../support/current-stack';
import { codeIn, mailsTo, waitForMail } from '../support/inbox';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { until } from '../support/until';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
const table = new TableAccess(stack);
const client = new SrpClient(stack);

const newAddress = () => `new-${randomUUID()}@example.com`;

async function signedIn() {
  const user = await createUser(stack);
  const tokens = await signInWithCode(stack, user);
  return { user, tokens, account: new AccountClient(stack, tokens) };
}

async function addressOf({ sub }: TestUser): Promise<string | undefined> {
  const request = { UserPoolId: stack.userPoolId, Username: sub };
  const { UserAttributes } = await cognitoClient(stack).send(new AdminGetUserCommand(request));
  return UserAttributes?.find(({ Name }) => Name === 'email')?.Value;
}

test('a new address counts once its code is entered, and the old one is told at once', async () => {
  const { user, account } = await signedIn();
  const changed = newAddress();
  expect((await account.askFor(changed)).status).toBe(202);
  expect(await addressOf(user)).toBe(user.email);
  const code = codeIn(await waitForMail(stack, changed));
  expect((await account.confirm(code)).status).toBe(204);
  expect(await addressOf(user)).toBe(changed);

  const notice = await waitForMail(stack, user.email, { subject: /address was changed/ });
  expect(notice.body.text).toContain('n•••@e•••');
  await until(async () =>
    (await trailOf(stack)).some(
      (line) => line.includes('"address.changed"') && line.includes(user.sub),
    ),
  );
  const record = await table.user(user.sub);
  expect(record).toMatchObject({
    codeAddress: { S: user.email },
    newAddress: { S: changed },
  });
  // The next sign-in knows it: its code goes to the old address, and there is no second notice.
  const step = await client.password({ ...user, email: user.sub });
  expect(step.ChallengeParameters?.destination).toMatch(/^u•••@e•••$/);
  expect(await mailsTo(stack, user.email, { subject: /address was changed/ })).toHaveLength(1);
});

test('a wrong code changes nothing', async () => {
  const { user, account } = await signedIn();
  const changed = newAddress();
  await account.askFor(changed);
  await waitForMail(stack, changed);
  for (const code of ['000000', '', 'abcdef', '1'.repeat(20)]) {
    expect(await account.confirm(code)).toMatchObject({
      status: 400,
      body: { error: 'CODE_WRONG' },
    });
  }
  expect(await addressOf(user)).toBe(user.email);
});

test('a code without a request is wrong', async () => {
  const { account } = await signedIn();
  expect(await account.confirm('123456')).toMatchObject({ status: 400 });
});

test("the account's own address and that of another account are refused", async () => {
  const { user, account } = await signedIn();
  expect(await account.askFor(user.email.toUpperCase())).toMatchObject({
    status: 409,
    body: { error: 'ADDRESS_UNCHANGED' },
  });
  const other = await createUser(stack);
  expect(await account.askFor(other.email)).toMatchObject({
    status: 409,
    body: { error: 'ADDRESS_TAKEN' },
  });
});

test('a minute must lie between two requests', async () => {
  const { user, account } = await signedIn();
  await account.askFor(newAddress());
  const second = newAddress();
  expect(await account.askFor(second)).toMatchObject({
    status: 429,
    body: { error: 'TOO_MANY_REQUESTS' },
  });
  expect(await mailsTo(stack, second)).toEqual([]);
  await table.changeUser(user.sub, { addressAskedAt: { N: `${Date.now() - 60_000}` } });
  expect((await account.askFor(second)).status).toBe(202);
  await waitForMail(stack, second);
});

test('refreshed tokens list and forget, but change no address', async () => {
  const { user, tokens } = await signedIn();
  const refreshed = new AccountClient(stack, tokensOf(await client.refresh(tokens.refreshToken)));
  expect((await refreshed.get()).status).toBe(200);
  const fresh = { status: 403, body: { error: 'FRESH_CODE_REQUIRED' } };
  expect(await refreshed.askFor(newAddress())).toMatchObject(fresh);
  expect(await refreshed.confirm('123456')).toMatchObject(fresh);
  expect((await table.user(user.sub))?.addressAskedAt).toBeUndefined();
});
