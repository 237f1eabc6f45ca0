import { PutAccountSendingAttributesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientOptions } from '../../infra/cli/stack-file';
import { run } from '../support/admin-cli';
import { callsOf, failuresOf, inject } from '../support/calls';
import { mailsTo } from '../support/inbox';
import { Mailer, person } from '../support/mailer';
import { metricsOf } from '../support/metrics';
import { startStack, type RunningStack } from '../support/stack';
import { until } from '../support/until';
import { TableAccess } from '../support/table';
import type { TestUser } from '../support/users';

/** Codes and stream records live for a minute, so that a short outage outlasts them. */
let stack: RunningStack;
let mailer: Mailer;
let table: TableAccess;
beforeAll(async () => {
  stack = await startStack({ settings: { codeLifetime: '1' } });
  mailer = new Mailer(stack.facts);
  table = new TableAccess(stack.facts);
});
afterAll(() => stack?.stop());

const challenge = (user: TestUser): Promise<string> => mailer.challenge(user);

test('SES throttling everyone for 10 s: everyone gets one mail, nothing reaches the queue', async () => {
  const mend = await inject(stack.facts, { fault: 'throttle', service: 'ses' });
  const people = Array.from({ length: 12 }, person);
  const ids = await Promise.all(people.map(challenge));
  await sleep(10_000);
  expect(metricsOf(stack.facts, 'SendCode').MailSent).toBeUndefined();
  await mend();
  for (const id of ids) await mailer.marked(id, 'sentAt');
  for (const { email } of people) expect(await mailsTo(stack.facts, email)).toHaveLength(1);
  // The line is logged after the record is marked.
  await until(async () => metricsOf(stack.facts, 'SendCode').MailSent === people.length);
  const metrics = metricsOf(stack.facts, 'SendCode');
  expect(metrics['MailRetried:TooManyRequestsException']).toBeGreaterThanOrEqual(people.length);
  expect(await failuresOf(stack.facts)).toEqual([]);
});

test('SES down past the age of a record: it reaches the queue, the others are mailed, none late', async () => {
  const [unlucky, ...others] = Array.from({ length: 5 }, person);
  const { email = '' } = unlucky ?? {};
  const mend = await inject(stack.facts, { fault: 'error', service: 'ses', recipient: email });
  // The unlucky one last: a record behind it in its lane would wait for it, see DELIVERY.md.
  const [lost = '', ...ids] = (
    await Promise.all([...others, unlucky as TestUser].map(challenge))
  ).reverse();
  for (const id of ids) await mailer.marked(id, 'sentAt');

  let failures = await failuresOf(stack.facts);
  for (; failures.length === 0; failures = await failuresOf(stack.facts)) await sleep(500);
  await mend();
  const given = {
    requestContext: expect.objectContaining({ condition: 'MaximumRecordAgeExceeded' }),
    DDBStreamBatchInfo: expect.objectContaining({ batchSize: 1 }),
  };
  expect(failures).toContainEqual(expect.objectContaining(given));
  expect(await mailsTo(stack.facts, email)).toEqual([]);
  const metrics = metricsOf(stack.facts, 'SendCode', lost);
  expect(metrics['MailRetried:InternalServiceErrorException']).toBeGreaterThan(5);
  expect(metrics['MailSkipped:Expired']).toBeGreaterThanOrEqual(1);
  expect(metrics.MailSent).toBeUndefined();
  // The database may have deleted it by now.
  expect((await table.challenge(lost)) ?? {}).not.toHaveProperty('sentAt');
  for (const { email: other } of others) expect(await mailsTo(stack.facts, other)).toHaveLength(1);

  const queue = (...args: string[]) =>
    run(['mail', 'queue', ...args, '--dir', dirname(stack.file)]);
  const shown = await queue('--json');
  expect(shown.code).toBe(1);
  // Mailed records may be among them: they are tried again with the one that fails, and expire too.
  expect(JSON.parse(shown.stdout).failures).toContainEqual(
    expect.objectContaining({ kind: 'mails', count: 1, why: 'MaximumRecordAgeExceeded' }),
  );
  const { code, stdout } = await queue();
  expect([code, stdout]).toEqual([1, expect.stringMatching(/email not sent[^]*\d messages?\.\n$/)]);
  expect(await queue('--clear')).toMatchObject({
    code: 2,
    stderr: 'This command asks for confirmation. Without a terminal, add --yes.\n',
  });
  const cleared = await queue('--clear', '--yes');
  expect([cleared.code, cleared.stderr]).toEqual([
    0,
    expect.stringMatching(/^Deleted \d messages?\.\n$/),
  ]);
  expect(await queue()).toMatchObject({ code: 0, stdout: 'The queue is empty.\n' });
  expect(await failuresOf(stack.facts)).toEqual([]);

  const sendings = await callsOf(stack.facts, { service: 'ses' });
  expect(sendings.some(({ recipients, fault }) => recipients?.includes(email) && !fault)).toBe(
    false,
  );
}, 120_000);

test('sending paused for the whole account: told by its name, and gone on with once it is not', async () => {
  const ses = new SESv2Client(clientOptions(stack.facts, 'ses'));
  const setSending = (SendingEnabled: boolean) =>
    ses.send(new PutAccountSendingAttributesCommand({ SendingEnabled }));
  const status = () => run(['mail', 'status', '--dir', dirname(stack.file)]);
  expect(await status()).toMatchObject({ code: 0, stderr: '' });
  await setSending(false);
  const [lost, found] = [person(), person()];
  await mailer.marked(await challenge(lost), 'failedAt');
  const { code, stdout } = await status();
  expect([code, stdout]).toEqual([1, expect.stringMatching(/PROBLEM +sending +Sending is paused/)]);
  const paused = () => metricsOf(stack.facts, 'SendCode')['MailFailed:SendingPausedException'];
  await until(async () => paused() === 1);
  await setSending(true);
  await mailer.marked(await challenge(found), 'sentAt');
  expect(await status()).toMatchObject({ code: 0 });
});
