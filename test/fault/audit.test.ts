import { clientOptions } from '../../infra/cli/stack-file';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FaultRule } from '../../infra/local/aws/gateway/faults';
import { ACCOUNT_ID } from '../../infra/local/aws/account';
import { auditOf, auditWhen, busOf } from '../support/audit';
import { callsOf, failuresOf, inject } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { Triggers } from '../support/triggers';
import { until } from '../support/until';
import { createUser } from '../support/users';

jest.setTimeout(60_000);

const stack = currentStack();
/** The function takes batches from the log groups of the triggers only. */
const logGroup = stack.resources.find(
  ({ type, logicalId }) =>
    type === 'AWS::Logs::LogGroup' && logicalId.includes('VerifyAuthChallengeResponse'),
)?.physicalId;
const triggers = new Triggers(stack);

/** Hands lines to the function as CloudWatch Logs would, which does not wait. */
async function deliver(lines: { id: string; timestamp: number; message: string }[]): Promise<void> {
  const lambda = new LambdaClient(clientOptions(stack, 'lambda'));
  const batch = { messageType: 'DATA_MESSAGE', owner: ACCOUNT_ID, logGroup, logEvents: lines };
  const data = gzipSync(JSON.stringify(batch)).toString('base64');
  const Payload = JSON.stringify({ awslogs: { data } });
  await lambda.send(
    new InvokeCommand({ FunctionName: 'AuditTrail', InvocationType: 'Event', Payload }),
  );
}

const lineOf = (sub: string, fields: object = {}) => ({
  id: randomUUID(),
  timestamp: Date.now(),
  message: JSON.stringify({ version: '1', event: 'answer.wrong', sub, ...fields }),
});

test.each<[string, Partial<FaultRule>]>([
  ['throttles for as long as one run of the function tries', { fault: 'throttle', times: 5 }],
  ['fails', { fault: 'error', times: 3 }],
  ['answers nothing', { fault: 'drop-response', times: 2 }],
])('CloudWatch Logs %s: the sign-in goes on, and no event is lost', async (_, rule) => {
  const user = await createUser(stack);
  const mend = await inject(stack, {
    fault: 'throttle',
    ...rule,
    service: 'logs',
    contains: user.sub,
  });
  await triggers.create(user);
  await auditWhen(stack, { sub: user.sub, event: 'challenge.created' }, 1);
  const [mailed] = await auditWhen(stack, { sub: user.sub, event: 'mail.sent' }, 1);
  expect(mailed?.id).toBeTruthy();
  await mend();
});

test('the bus fails and the log group does not: both have the events in the end, with the same ids', async () => {
  const sub = randomUUID();
  const mend = await inject(stack, {
    fault: 'error',
    times: 5,
    service: 'events',
    contains: sub,
  });
  const lines = [lineOf(sub), lineOf(sub)];
  await deliver(lines);
  await until(async () => (await busOf(stack, { sub })).length === 2);
  await mend();
  const ids = lines.map(({ id }) => id).sort();
  expect((await busOf(stack, { sub })).map(({ id }) => id).sort()).toEqual(ids);
  // The whole batch was tried again. Readers tell repeated events by their id.
  const kept = (await auditOf(stack, { sub })).map(({ id }) => id);
  expect([...new Set(kept)].sort()).toEqual(ids);
});

test('a batch that comes again has the same ids', async () => {
  const sub = randomUUID();
  const lines = [lineOf(sub)];
  await deliver(lines);
  await deliver(lines);
  const events = await auditWhen(stack, { sub }, 2);
  expect(events[0]).toEqual(events[1]);
});

test('an event of a version to come is passed on whole', async () => {
  const sub = randomUUID();
  await deliver([lineOf(sub, { version: '2', device: 'new', _aws: {}, message: 'text' })]);
  const [event] = await auditWhen(stack, { sub }, 1);
  expect(event).toMatchObject({ version: '2', device: 'new' });
  expect(event).not.toHaveProperty('_aws');
  expect(event).not.toHaveProperty('message');
});

test('an event that is too old for CloudWatch Logs is kept, with its own time', async () => {
  const sub = randomUUID();
  const old = { ...lineOf(sub), timestamp: Date.now() - 20 * 86_400_000 };
  await deliver([lineOf(sub), old]);
  const events = await auditWhen(stack, { sub }, 2);
  expect(events.map(({ time }) => time)).toContain(new Date(old.timestamp).toISOString());
});

test('more lines than one call takes: all are kept', async () => {
  const sub = randomUUID();
  const padding = 'x'.repeat(1_000);
  await deliver(Array.from({ length: 1_500 }, () => lineOf(sub, { reason: padding })));
  expect(await auditWhen(stack, { sub }, 1_500)).toHaveLength(1_500);
  await until(async () => (await busOf(stack, { sub })).length === 1_500);
  const puts = await callsOf(stack, { function: 'AuditTrail', operation: 'PutLogEvents' });
  expect(puts.filter(({ fault }) => fault).length).toBeLessThan(puts.length);
});

test('what never succeeds lands in the on-failure queue', async () => {
  const sub = randomUUID();
  const mend = await inject(stack, { fault: 'reject', service: 'logs', contains: sub });
  const line = lineOf(sub);
  await deliver([line]);
  const given = async () =>
    (await failuresOf(stack)).find((failed) =>
      failed.requestContext.functionArn.endsWith(':AuditTrail'),
    );
  await until(async () => (await given()) !== undefined);
  expect(await given()).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { awslogs: { data: expect.any(String) } },
  });
  expect(await auditOf(stack, { sub })).toEqual([]);
  await mend();
});
