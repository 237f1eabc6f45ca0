import { callsOf } from '../support/calls';
import { codeMail, wrongCode } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn } from '../support/inbox';
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

test('a refused answer costs no call, a wrong one two transactions and a read', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const code = codeIn(await codeMail(stack, user.email));
  const again = await client.answer(challenge, 'no code');
  expect(await callsFor(user)).toHaveLength(1);
  await client.answer(again, wrongCode(code));
  expect((await callsFor(user)).slice(1)).toEqual([
    'VerifyAuthChallengeResponse: TransactWriteItems',
    'VerifyAuthChallengeResponse: TransactWriteItems',
    'VerifyAuthChallengeResponse: GetItem',
  ]);
});
