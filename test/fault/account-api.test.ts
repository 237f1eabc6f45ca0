import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import { AccountClient, signInWithCode, type Tokens } from '../support/account-client';
import { inject } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { codeIn, mailsTo, waitForMail } from '../support/inbox';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
const table = new TableAccess(stack);
const UNAVAILABLE = { status: 503, body: { error: 'UNAVAILABLE' } };
const FAULTS = ['error', 'hang', 'throttle', 'reject'] as const;
const NOTICE = { subject: /address was changed/ };

async function signedIn() {
  const user = await createUser(stack);
  const tokens = await signInWithCode(stack, user);
  const browser = { id: 'a'.repeat(43), lastUsedAt: Date.now(), expiresAt: Date.now() + 600_000 };
  await table.rememberBrowsers(user.sub, [browser]);
  return { user, tokens, account: new AccountClient(stack, tokens), browser };
}

/** Asks for a new address, and reads its code. */
async function asked(account: AccountClient): Promise<{ changed: string; code: string }> {
  const changed = `new-${randomUUID()}@example.com`;
  expect((await account.askFor(changed)).status).toBe(202);
  return { changed, code: codeIn(await waitForMail(stack, changed)) };
}

async function addressOf({ sub }: TestUser): Promise<string | undefined> {
  const request = { UserPoolId: stack.userPoolId, Username: sub };
  const { UserAttributes } = await cognitoClient(stack).send(new AdminGetUserCommand(request));
  return UserAttributes?.find(({ Name }) => Name === 'email')?.Value;
}

/** What only calls with this user's token contain. */
const contained = ({ accessToken }: Tokens) => accessToken.slice(-60);

describe.each(FAULTS)('DynamoDB: %s', (fault) => {
  test('nothing is shown, forgotten or changed, and the answer says so', async () => {
    const { user, account, browser } = await signedIn();
    const { code } = await asked(account);
    const mend = await inject(stack, { fault, service: 'dynamodb', contains: user.sub });
    expect(await account.get()).toMatchObject(UNAVAILABLE);
    expect(await account.forget(browser.id)).toMatchObject(UNAVAILABLE);
    expect(await account.forgetAll()).toMatchObject(UNAVAILABLE);
    expect(await account.confirm(code)).toMatchObject(UNAVAILABLE);
    await mend();
    expect(await addressOf(user)).toBe(user.email);
    expect((await account.get()).body).toMatchObject({ browsers: [{ id: browser.id }] });
    expect((await account.confirm(code)).status).toBe(204);
  });
});

describe.each(['error', 'hang', 'throttle'] as const)('Cognito: %s', (fault) => {
  test('nothing is shown, forgotten or changed, and the answer says so', async () => {
    const { user, account, browser, tokens } = await signedIn();
    const { code } = await asked(account);
    const mend = await inject(stack, { fault, service: 'cognito', contains: contained(tokens) });
    expect(await account.get()).toMatchObject(UNAVAILABLE);
    expect(await account.forgetAll()).toMatchObject(UNAVAILABLE);
    expect(await account.confirm(code)).toMatchObject(UNAVAILABLE);
    await mend();
    expect(await addressOf(user)).toBe(user.email);
    expect((await account.get()).body).toMatchObject({ browsers: [{ id: browser.id }] });
  });
});

test('Cognito does not mail the code: the address stays, and the next request works', async () => {
  const { user, account, tokens } = await signedIn();
  const rule = { service: 'cognito', operation: 'UpdateUserAttributes' } as const;
  const mend = await inject(stack, { fault: 'error', ...rule, contains: contained(tokens) });
  expect(await account.askFor(`new-${randomUUID()}@example.com`)).toMatchObject(UNAVAILABLE);
  await mend();
  expect(await addressOf(user)).toBe(user.email);
  await table.changeUser(user.sub, { addressAskedAt: { N: '0' } });
  await asked(account);
});

test("Cognito's answer to the code gets lost: the change is seen, and told", async () => {
  const { user, account, tokens } = await signedIn();
  const { changed, code } = await asked(account);
  const mend = await inject(stack, {
    fault: 'drop-response',
    service: 'cognito',
    operation: 'VerifyUserAttribute',
    contains: contained(tokens),
    times: 1,
  });
  expect((await account.confirm(code)).status).toBe(204);
  await mend();
  expect(await addressOf(user)).toBe(changed);
  await waitForMail(stack, user.email, NOTICE);
});

test('DynamoDB fails once the address has changed: no failure for the user, and the next sign-in tells the old address', async () => {
  const { user, account } = await signedIn();
  const { changed, code } = await asked(account);
  const mend = await inject(stack, {
    fault: 'error',
    service: 'dynamodb',
    operation: 'TransactWriteItems',
    contains: user.sub,
  });
  expect((await account.confirm(code)).status).toBe(204);
  await mend();
  expect(await addressOf(user)).toBe(changed);
  expect(await mailsTo(stack, user.email, NOTICE)).toEqual([]);
  await new SrpClient(stack).password({ ...user, email: user.sub });
  await waitForMail(stack, user.email, NOTICE);
});
