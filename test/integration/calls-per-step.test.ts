import { AccountClient, signInWithCode } from '../support/account-client';
import { callsOf } from '../support/calls';
import { codeMail, wrongCode } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn, mailsTo } from '../support/inbox';
import { BrowserSignIns } from '../support/remembered-browser';
import { SrpClient } from '../support/srp-client';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
const client = new SrpClient(stack);

/** What the functions on the path called for a user so far, in order. */
async function callsFor({ sub }: TestUser): Promise<string[]> {
  const ofUser = (await callsOf(stack)).filter(({ permissions }) =>
    permissions.some(({ resource }) => resource.includes(sub)),
  );
  return ofUser
    .filter(({ function: name }) => !/SendCode|MailEvents|AuditTrail/.test(name))
    .map(({ function: name, operation }) => `${name}: ${operation}`);
}

test('a sign-in costs one transaction, two transactions and one write; a refresh costs one read', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const expected = ['CreateAuthChallenge: TransactWriteItems'];
  expect(await callsFor(user)).toEqual(expected);

  const done = await client.answer(challenge, codeIn(await codeMail(stack, user.email)));
  expected.push(
    'VerifyAuthChallengeResponse: TransactWriteItems',
    'VerifyAuthChallengeResponse: TransactWriteItems',
    'PreTokenGeneration: UpdateItem',
  );
  expect(await callsFor(user)).toEqual(expected);

  await client.refresh(done.AuthenticationResult?.RefreshToken ?? '');
  expected.push('PreTokenGeneration: GetItem');
  expect(await callsFor(user)).toEqual(expected);
});

test('a remembered browser costs one read, one transaction and one write, and no email', async () => {
  const user = await createUser(stack);
  const signIns = new BrowserSignIns(stack);
  const key = await signIns.remember(user);
  const codes = () => mailsTo(stack, user.email, { subject: /code/ });
  const before = (await callsFor(user)).length;

  await signIns.withBrowser(user, key);
  expect((await callsFor(user)).slice(before)).toEqual([
    'CreateAuthChallenge: GetItem',
    'VerifyAuthChallengeResponse: TransactWriteItems',
    'PreTokenGeneration: UpdateItem',
  ]);
  expect(await codes()).toHaveLength(1);
});

test('remembering the first browser costs no call more', async () => {
  const user = await createUser(stack);
  await new BrowserSignIns(stack).remember(user);
  expect(await callsFor(user)).toHaveLength(4);
});

test('a refused answer costs no call, a wrong one two transactions and a write', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const code = codeIn(await codeMail(stack, user.email));
  const again = await client.answer(challenge, 'no code');
  expect(await callsFor(user)).toHaveLength(1);
  await client.answer(again, wrongCode(code));
  expect((await callsFor(user)).slice(1)).toEqual([
    'VerifyAuthChallengeResponse: TransactWriteItems',
    'VerifyAuthChallengeResponse: TransactWriteItems',
    'VerifyAuthChallengeResponse: UpdateItem',
  ]);
});

test('a visit of the account page costs two reads, and forgetting one write', async () => {
  const user = await createUser(stack);
  const account = new AccountClient(stack, await signInWithCode(stack, user));
  const before = (await callsFor(user)).length;
  await account.get();
  await account.forgetAll();
  expect((await callsFor(user)).slice(before)).toEqual([
    'AccountApi: GetItem',
    'AccountApi: GetItem',
    'AccountApi: DeleteItem',
  ]);
});
