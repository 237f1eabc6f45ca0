import {
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AccountClient, signInWithCode, tokensOf } from '../support/account-client';
import { callsOf, forgetCalls } from '../support/calls';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { TableAccess } from '../support/table';
import { createUser } from '../support/users';

let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack({ settings: { refreshWithoutCode: 'no-claim' } });
});
afterAll(() => stack?.stop());

// Fails if a signature of the pool is enough.
test('tokens of a session from before the guard: refused, whatever they ask for', async () => {
  const { facts } = stack;
  const user = await createUser(facts);
  const { refreshToken } = await signInWithCode(facts, user);
  const table = new TableAccess(facts);
  // No code of the user is on record, as if the session were older than the guard.
  const { codeClients, ...record } = (await table.user(user.sub)) ?? {};
  expect(codeClients).toBeTruthy();
  await table.put(record);
  const account = new AccountClient(
    facts,
    tokensOf(await new SrpClient(facts).refresh(refreshToken)),
  );
  const required = { status: 403, body: { error: 'CODE_REQUIRED' } };
  expect(await account.get()).toMatchObject(required);
  expect(await account.forgetAll()).toMatchObject(required);
  expect(await account.forget('a'.repeat(43))).toMatchObject(required);
  expect(await account.askFor('thief@example.com')).toMatchObject(required);
  expect(await account.confirm('123456')).toMatchObject(required);
});

// Fails if API Gateway does not check tokens and throttle: every request would run the function.
test('flood with and without tokens: throttled, and forged tokens run no function', async () => {
  const { facts } = stack;
  await forgetCalls(facts);
  const forged = new AccountClient(facts, { idToken: 'x.y.z', accessToken: 'x' });
  const answers = await Promise.all(Array.from({ length: 120 }, () => forged.get()));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(40);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  expect(await callsOf(facts, { function: 'AccountApi' })).toEqual([]);
});

// Fails if the API asks Cognito anyway: the account would have an unconfirmed address at once, and get no codes.
test('a pool that does not keep the old address: no change of address', async () => {
  const { facts } = stack;
  const user = await createUser(facts);
  const account = new AccountClient(facts, await signInWithCode(facts, user));
  const cognito = cognitoClient(facts);
  const { UserPool } = await cognito.send(
    new DescribeUserPoolCommand({ UserPoolId: facts.userPoolId }),
  );
  await cognito.send(
    new UpdateUserPoolCommand({
      UserPoolId: facts.userPoolId,
      AutoVerifiedAttributes: UserPool?.AutoVerifiedAttributes,
      LambdaConfig: UserPool?.LambdaConfig,
    }),
  );
  expect(await account.askFor('new@example.com')).toMatchObject({
    status: 409,
    body: { error: 'ADDRESS_CHANGE_OFF' },
  });
});
