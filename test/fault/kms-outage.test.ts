import { STATUS_METADATA } from '../../triggers/public-parameters';
import { inject } from '../support/calls';
import { codeMailedTo } from '../support/codes';
import { mailsTo } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { TableAccess } from '../support/table';
import { until } from '../support/until';
import { createUser } from '../support/users';

/** A stack of its own, because KMS is out of order for every code in it. */
let stack: RunningStack;
let client: SrpClient;
let table: TableAccess;
beforeAll(async () => {
  stack = await startStack();
  client = new SrpClient(stack.facts);
  table = new TableAccess(stack.facts);
});
afterAll(() => stack?.stop());

describe.each(['error', 'hang', 'reject'] as const)('KMS: %s', (fault) => {
  test('stops the mail, not the sign-in: one mail when it is back, whose code signs in', async () => {
    const mend = await inject(stack.facts, { fault, service: 'kms' });
    const user = await createUser(stack.facts);
    const challenge = await client.password(user);
    expect(challenge.ChallengeParameters).toMatchObject({ outcome: 'CODE_SENT' });
    await mend();
    const done = await client.answer(challenge, await codeMailedTo(stack.facts, user.email));
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
    expect(await mailsTo(stack.facts, user.email)).toHaveLength(1);
  });
});

test('KMS refusing every try, as for a disabled key: the person is told that the mail failed', async () => {
  const user = await createUser(stack.facts);
  const errorName = 'DisabledException';
  const mend = await inject(stack.facts, { fault: 'reject', service: 'kms', errorName });
  const challenge = await client.password(user);
  await until(async () =>
    (await table.everyRecord()).some(
      ({ userSub, failedAt }) => userSub?.S === user.sub && failedAt,
    ),
  );
  await mend();
  const told = await client.answer(challenge, 'status', STATUS_METADATA);
  expect(told.ChallengeParameters).toMatchObject({ outcome: 'MAIL_FAILED' });
});
