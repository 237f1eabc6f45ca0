import { clientOptions } from '../../../infra/cli/stack-file';
import { CloudWatchLogsClient, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../../triggers/audit/gather/read-events';
import { admin, adminJson } from '../../support/admin-cli';
import { auditWhen, busOf } from '../../support/audit';
import { codeMailedTo } from '../../support/codes';
import { currentStack } from '../../support/current-stack';
import { SrpClient } from '../../support/srp-client';
import { TableAccess } from '../../support/table';
import { createUser, type TestUser } from '../../support/users';

jest.setTimeout(60_000);

const stack = currentStack();
const client = new SrpClient(stack);

async function signIn(user: TestUser): Promise<void> {
  const step = await client.password(user);
  await client.answer(step, await codeMailedTo(stack, user.email));
  await auditWhen(stack, { sub: user.sub, event: 'tokens.released' }, 1);
}

const names = (events: AuditEvent[]) => events.map(({ event }) => event).sort();

test('audit tells what happened: of one user by address or sub, some of it, and from a time on', async () => {
  const user = await createUser(stack);
  const before = new Date().toISOString();
  await signIn(user);
  await signIn(await createUser(stack));
  const all = ['answer.right', 'challenge.created', 'mail.sent', 'tokens.released'];

  const { code, stdout } = await admin('audit', user.email);
  expect(code).toBe(0);
  for (const words of ['code created', 'code sent', 'correct code', 'signed in']) {
    expect(stdout.split(words)).toHaveLength(2);
  }
  expect(stdout).toContain(user.sub.slice(0, 8));
  expect(stdout).not.toContain(user.email);
  expect(names(await adminJson<AuditEvent[]>('audit', user.sub))).toEqual(all);
  const some = await adminJson<AuditEvent[]>('audit', user.email, '--event', 'mail.sent');
  expect(names(some)).toEqual(['mail.sent']);
  const everybody = await adminJson<AuditEvent[]>('audit', '--since', before);
  expect(new Set(everybody.map(({ sub }) => sub)).size).toBeGreaterThanOrEqual(2);
  const later = new Date(Date.now() + 60_000).toISOString();
  expect(await adminJson<AuditEvent[]>('audit', user.email, '--since', later)).toEqual([]);
});

// Fails if the id is not looked at: the trail has an event again when its batch was tried again.
test('what came twice is shown once, also of a user who is gone', async () => {
  const sub = randomUUID();
  const event = { version: '1', id: 'again', time: new Date().toISOString(), event: 'x', sub };
  const logs = new CloudWatchLogsClient(clientOptions(stack, 'logs'));
  const place = {
    logGroupName: stack.auditLogGroup,
    logStreamName: stack.resources.find(({ type }) => type === 'AWS::Logs::LogStream')?.physicalId,
  };
  const line = { timestamp: Date.now(), message: JSON.stringify(event) };
  await logs.send(new PutLogEventsCommand({ ...place, logEvents: [line, line] }));
  expect(await adminJson<AuditEvent[]>('audit', sub)).toEqual([event]);
});

test('a mistake is told in one line that says what to do', async () => {
  expect(await admin('audit', '--since', 'yesterday')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('It must look like 30m, 1h, 2d'),
  });
  expect((await admin('audit', '--event', 'nothing')).stderr).toContain('Allowed choices are');
  expect(await admin('audit', 'nobody@example.com')).toMatchObject({ code: 1 });
});

test('an unlock is told with who did it, in the trail and on the bus', async () => {
  const user = await createUser(stack);
  await client.password(user);
  await new TableAccess(stack).fail(user.sub, 10);
  expect((await admin('mfa', 'unlock', user.email)).code).toBe(0);
  const wanted = { sub: user.sub, event: 'user.unlocked' };
  const [unlocked] = await auditWhen(stack, wanted, 1);
  expect(unlocked).toMatchObject({ version: '1', reason: 'local' });
  expect(await busOf(stack, wanted)).toEqual([unlocked]);
  await admin('mfa', 'unlock', user.email);
  expect(await busOf(stack, wanted)).toHaveLength(1);
});
