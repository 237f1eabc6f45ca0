import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../../infra/local/aws/gateway/faults';
import { STATUS_METADATA } from '../../triggers/public-parameters';
import { admin } from '../support/admin-cli';
import { inject } from '../support/calls';
import { codeMailedTo } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { mailsTo } from '../support/inbox';
import { metricsOf } from '../support/metrics';
import { everyLogLine } from '../support/secrets';
import { SrpClient, type Step } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { until } from '../support/until';
import { createUser, type TestUser } from '../support/users';

jest.setTimeout(30_000);

const stack = currentStack();
const client = new SrpClient(stack);
const table = new TableAccess(stack);

const SUPPRESSED = 'MailUndelivered:Bounce:Permanent:OnAccountSuppressionList';

/** Signs in, lets the mail fail as given, and asks until the page would show it. */
async function signInUntilFailed(user: TestUser, fault: FaultRule['fault']): Promise<Step> {
  const mend = await inject(stack, { fault, recipient: user.email });
  let step = await client.password(user);
  for (let asked = 0; step.ChallengeParameters?.outcome !== 'MAIL_FAILED' && asked < 20; asked++) {
    await sleep(200);
    step = await client.answer(step, 'status', STATUS_METADATA);
  }
  await mend();
  return step;
}

const recordOf = async ({ sub }: TestUser) =>
  (await table.everyRecord()).find(
    ({ pk, userSub }) => pk?.S?.startsWith('challenge#') && userSub?.S === sub,
  );

test.each([
  ['bounce', 'Bounce:Permanent:NoEmail'],
  ['suppressed', 'Bounce:Permanent:OnAccountSuppressionList'],
  ['virus', 'Reject'],
] as const)('%s: the page is told, the record and the metric say why', async (fault, reason) => {
  const user = await createUser(stack);
  const step = await signInUntilFailed(user, fault);
  expect(step.ChallengeParameters).toMatchObject({ outcome: 'MAIL_FAILED', attemptsLeft: '3' });
  const record = await recordOf(user);
  expect(record).toMatchObject({ failedAt: {}, failure: { S: reason } });
  const challengeId = record?.pk?.S?.replace('challenge#', '');
  const metrics = () => metricsOf(stack, 'MailEvents', challengeId);
  // The line is logged after the record is marked.
  await until(async () => Object.keys(metrics()).length > 0);
  expect(metrics()).toEqual({ [`MailUndelivered:${reason}`]: 1 });
  expect(await mailsTo(stack, user.email)).toEqual([]);
});

test('after a bounce SES does not even try, until the address is off its list', async () => {
  const user = await createUser(stack);
  await signInUntilFailed(user, 'bounce');
  expect(await recordOf(user)).toMatchObject({ failure: { S: 'Bounce:Permanent:NoEmail' } });
  const shown = await admin('mail', 'suppressed', user.email);
  expect([shown.code, shown.stdout]).toEqual([1, expect.stringMatching(/: BOUNCE\.\n$/)]);

  const before = metricsOf(stack, 'MailEvents')[SUPPRESSED] ?? 0;
  await client.password(user);
  await until(async () => (metricsOf(stack, 'MailEvents')[SUPPRESSED] ?? 0) > before);
  expect(await mailsTo(stack, user.email)).toEqual([]);

  expect(await admin('mail', 'suppressed', user.email, '--remove', '--yes')).toMatchObject({
    code: 0,
    stdout: `SES sends to ${user.email} again.\n`,
  });
  expect(await admin('mail', 'suppressed', user.email)).toMatchObject({ code: 0 });
  const step = await client.password(user);
  const done = await client.answer(step, await codeMailedTo(stack, user.email));
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});

test('a complaint: marked, and the code that did arrive still works', async () => {
  const user = await createUser(stack);
  const step = await signInUntilFailed(user, 'complaint');
  expect(step.ChallengeParameters?.outcome).toBe('MAIL_FAILED');
  expect(await recordOf(user)).toMatchObject({ failure: { S: 'Complaint' } });
  const done = await client.answer(step, await codeMailedTo(stack, user.email));
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});

test('only the mail that bounced is marked, whatever else the same person was sent', async () => {
  const user = await createUser(stack);
  const mend = await inject(stack, { fault: 'bounce', recipient: user.email, skip: 1 });
  await client.password(user);
  await codeMailedTo(stack, user.email);
  await client.password(user);
  for (let marked = 0; marked === 0; await sleep(100)) {
    const records = await table.everyRecord();
    marked = records.filter(({ userSub, failedAt }) => userSub?.S === user.sub && failedAt).length;
  }
  await mend();
  const records = (await table.everyRecord()).filter(
    ({ pk, userSub }) => pk?.S?.startsWith('challenge#') && userSub?.S === user.sub,
  );
  expect(records.filter(({ failedAt }) => failedAt)).toHaveLength(1);
  expect(records).toHaveLength(2);
});

test("what SES tells holds subject and address; the function's log does not", async () => {
  const user = await createUser(stack);
  await signInUntilFailed(user, 'bounce');
  const log = everyLogLine(stack).join('\n');
  expect(log).toContain('mail.undelivered');
  expect(log).not.toContain(user.email);
  expect(log).not.toContain('is your');
});
