import { STATUS_METADATA } from '../../triggers/public-parameters';
import { currentStack } from '../support/current-stack';
import { codeMailedTo } from '../support/codes';
import { SrpClient } from '../support/srp-client';
import { challengeKey } from '../../triggers/store/keys';
import { TableAccess } from '../support/table';
import { createUser } from '../support/users';

const stack = currentStack();
const client = new SrpClient(stack);
const table = new TableAccess(stack);

test('asking how the mail fares is no attempt, and tells when it could not be delivered', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const code = await codeMailedTo(stack, user.email);
  const fine = await client.answer(challenge, 'status', STATUS_METADATA);
  expect(fine.ChallengeParameters).toMatchObject({ outcome: 'MAIL_ON_ITS_WAY', attemptsLeft: '3' });

  const [record] = (await table.everyRecord()).filter(({ userSub }) => userSub?.S === user.sub);
  const id = record?.pk?.S?.replace('challenge#', '') ?? '';
  await table.change(challengeKey(id), { failedAt: { N: `${Date.now()}` } });
  const failed = await client.answer(fine, 'status', STATUS_METADATA);
  expect(failed.ChallengeParameters).toMatchObject({ outcome: 'MAIL_FAILED', attemptsLeft: '3' });

  const done = await client.answer(failed, code);
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});
