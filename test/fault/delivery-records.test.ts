import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../../infra/local/gateway/faults';
import { challengeKey } from '../../triggers/store/records';
import { callsOf, inject } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { codeIn } from '../support/inbox';
import { Mailer, type Pending } from '../support/mailer';
import { metricsOf } from '../support/metrics';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';

// Other test files keep the machine busy, and the first mail waits for a cold start.
jest.setTimeout(30_000);

const stack = currentStack();
const table = new TableAccess(stack);
const triggers = new Triggers(stack);
const mailer = new Mailer(stack);

const codesOf = async (pending: Pending) => (await mailer.mailsOf(pending)).map(codeIn);
const toSes = ({ user }: Pending, rule: Omit<FaultRule, 'service' | 'recipient'>) =>
  inject(stack, { ...rule, service: 'ses', recipient: user.email });
const toTable = ({ id }: Pending, rule: Omit<FaultRule, 'service'>) =>
  inject(stack, { ...rule, service: 'dynamodb', function: 'SendCode', contains: id });
/** Calls that reached, or would have reached, SES for this person since the challenge was made. */
const sendings = async ({ user }: Pending) =>
  (await callsOf(stack, { service: 'ses' })).filter((call) => call.recipients?.includes(user.email))
    .length - 1;

describe('delivered again', () => {
  test('one after the other: one mail, the second is passed over', async () => {
    const pending = await mailer.pending();
    expect(await mailer.deliver([pending.record])).toEqual([]);
    expect(await mailer.deliver([pending.record])).toEqual([]);
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1, 'MailSkipped:Sent': 1 });
    expect(await table.challenge(pending.id)).toMatchObject({ sentAt: {}, messageId: {} });
  });

  test('at the same time: one mail, the other comes again later', async () => {
    const pending = await mailer.pending();
    const mend = await toSes(pending, { fault: 'latency', latency: 500 });
    const results = await Promise.all([1, 2].map(() => mailer.deliver([pending.record])));
    await mend();
    expect(results.map((again) => again?.length).sort()).toEqual([0, 1]);
    expect(await mailer.deliver([pending.record])).toEqual([]);
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(mailer.metricsOf(pending)).toEqual({
      MailSent: 1,
      'MailSkipped:Busy': 1,
      'MailSkipped:Sent': 1,
    });
  });

  test('out of order, the newest first: the code that was replaced is not mailed', async () => {
    const old = await mailer.pending();
    const { challengeMetadata } = await triggers.create(old.user);
    const next = JSON.parse(challengeMetadata).id as string;
    await mailer.marked(next, 'sentAt');
    await mailer.forgetMarks(next);
    await table.change(challengeKey(old.id), { supersededAt: { N: `${Date.now()}` } });
    const newest = await mailer.recordOf(next);
    const before = (await mailer.mailsOf(old)).length;

    expect(await mailer.deliver([newest, old.record])).toEqual([]);
    expect((await mailer.mailsOf(old)).length - before).toBe(1);
    expect(mailer.metricsOf(old)).toMatchObject({ MailSent: 0, 'MailSkipped:Superseded': 1 });
    expect(await table.challenge(next)).toMatchObject({ sentAt: {} });
  });

  test.each([
    ['Used', { usedAt: { N: '1' } }],
    ['Failed', { failedAt: { N: '1' } }],
  ])('%s meanwhile: not mailed', async (reason, attributes) => {
    const pending = await mailer.pending();
    await table.change(challengeKey(pending.id), attributes);
    expect(await mailer.deliver([pending.record])).toEqual([]);
    expect(await mailer.mailsOf(pending)).toEqual([]);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 0, [`MailSkipped:${reason}`]: 1 });
  });

  test('expired meanwhile: not mailed, and left to the stream, which queues what is too old', async () => {
    const pending = await mailer.pending();
    await table.change(challengeKey(pending.id), { expiresAt: { N: '1' } });
    expect(await mailer.deliver([pending.record])).toHaveLength(1);
    expect(await mailer.mailsOf(pending)).toEqual([]);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 0, 'MailSkipped:Expired': 1 });
  });

  test('deleted meanwhile: not mailed; if it had run out by then, left to the stream', async () => {
    const { record } = await mailer.pending();
    const image = record.dynamodb.NewImage;
    const without = (expiresAt: number) => ({
      ...record,
      dynamodb: {
        ...record.dynamodb,
        NewImage: { ...image, pk: { S: 'challenge#deleted' }, expiresAt: { N: `${expiresAt}` } },
      },
    });
    expect(await mailer.deliver([without(Math.ceil(Date.now() / 1000) + 60)])).toEqual([]);
    expect(await mailer.deliver([without(1)])).toHaveLength(1);
    expect(metricsOf(stack, 'SendCode', 'deleted')).toEqual({
      'MailSkipped:Gone': 1,
      'MailSkipped:Expired': 1,
    });
  });

  test('replaced while SES throttles: not mailed, though its tries went on', async () => {
    const pending = await mailer.pending();
    const mend = await toSes(pending, { fault: 'throttle' });
    const delivering = mailer.deliver([pending.record]);
    await sleep(700);
    await table.change(challengeKey(pending.id), { supersededAt: { N: `${Date.now()}` } });
    await mend();
    expect(await delivering).toEqual([]);
    expect(await mailer.mailsOf(pending)).toEqual([]);
    expect(mailer.metricsOf(pending)).toMatchObject({ 'MailSkipped:Superseded': 1 });
  });
});

test('a batch of 50 with one that cannot be mailed: 49 arrive, once; that one is marked and counted', async () => {
  const all: Pending[] = [];
  for (let round = 0; round < 5; round++) {
    all.push(...(await Promise.all(Array.from({ length: 10 }, () => mailer.pending()))));
  }
  const [poisoned, ...good] = all as [Pending, ...Pending[]];
  await table.change(challengeKey(poisoned.id), { sealedCode: { B: Buffer.alloc(256, 7) } });
  poisoned.record = await mailer.recordOf(poisoned.id);

  const batch = [...good.slice(0, 20), poisoned, ...good.slice(20)].map(({ record }) => record);
  expect(await mailer.deliver(batch)).toEqual([]);
  expect(await mailer.deliver(batch)).toEqual([]);
  for (const pending of good) expect(await mailer.mailsOf(pending)).toHaveLength(1);
  expect(await mailer.mailsOf(poisoned)).toEqual([]);
  expect(await table.challenge(poisoned.id)).toMatchObject({
    failedAt: {},
    failure: { S: 'InvalidCiphertextException' },
  });
  expect(mailer.metricsOf(poisoned)).toEqual({
    MailSent: 0,
    'MailFailed:InvalidCiphertextException': 1,
    'MailSkipped:Failed': 1,
  });
}, 60_000);

test('a code sealed for another challenge is not mailed', async () => {
  const [mine, others] = await Promise.all([mailer.pending(), mailer.pending()]);
  const { sealedCode } = (await table.challenge(others.id)) ?? {};
  if (!sealedCode) throw new Error('No sealed code');
  await table.change(challengeKey(mine.id), { sealedCode });
  expect(await mailer.deliver([await mailer.recordOf(mine.id)])).toEqual([]);
  expect(await mailer.mailsOf(mine)).toEqual([]);
  expect(mailer.metricsOf(mine)).toEqual({ MailSent: 0, 'MailFailed:UnmailableError': 1 });
});

describe('SES', () => {
  test.each([
    'AccountSuspendedException',
    'BadRequestException',
    'LimitExceededException',
    'MailFromDomainNotVerifiedException',
    'MessageRejected',
    'NotFoundException',
    'SendingPausedException',
  ])('%s: given up at once, marked and counted', async (errorName) => {
    const pending = await mailer.pending();
    const mend = await toSes(pending, { fault: 'reject', errorName });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(await mailer.mailsOf(pending)).toEqual([]);
    expect(await sendings(pending)).toBe(1);
    expect(await table.challenge(pending.id)).toMatchObject({
      failedAt: {},
      failure: { S: errorName },
    });
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 0, [`MailFailed:${errorName}`]: 1 });
  });

  test.each([
    ['throttle', 'ThrottlingException'],
    ['throttle', 'TooManyRequestsException'],
    ['error', 'InternalServiceErrorException'],
    ['reject', 'AccessDeniedException'],
  ] as const)(
    '%s, %s: tried again in the same invocation, mailed once',
    async (fault, errorName) => {
      const pending = await mailer.pending();
      const mend = await toSes(pending, { fault, errorName, times: 3 });
      expect(await mailer.deliver([pending.record])).toEqual([]);
      await mend();
      expect(await codesOf(pending)).toEqual([codeIn(pending.first)]);
      expect(await table.challenge(pending.id)).toMatchObject({ sentAt: {} });
      expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1, [`MailRetried:${errorName}`]: 3 });
    },
    20_000,
  );

  test('its answer lost: nobody can know, so the same code is mailed again', async () => {
    const pending = await mailer.pending();
    const mend = await toSes(pending, { fault: 'drop-response', times: 1 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    const code = codeIn(pending.first);
    expect(await codesOf(pending)).toEqual([code, code]);
    expect(mailer.metricsOf(pending)).toMatchObject({ MailSent: 1 });
  });
});

/** As if the pause before the next try were over. */
async function letWaitEnd({ id }: Pending): Promise<void> {
  const { claimedUntil, ...rest } = (await table.challenge(id)) ?? {};
  expect(Number(claimedUntil?.N)).toBeGreaterThan(Date.now());
  await table.put(rest);
}

// Fails if every lost answer is followed by another try at once: dozens of mails of one code.
test('mail flood by lost answers: twice at once, then at growing distances', async () => {
  const pending = await mailer.pending();
  const mend = await toSes(pending, { fault: 'drop-response' });
  for (const mails of [2, 2, 3]) {
    if (mails === 3) await letWaitEnd(pending);
    expect(await mailer.deliver([pending.record])).toHaveLength(1);
    expect(await codesOf(pending)).toHaveLength(mails);
  }
  const { claimedUntil, createdAt } = (await table.challenge(pending.id)) ?? {};
  expect(Number(claimedUntil?.N) - Date.now()).toBeGreaterThan(5_000);
  expect(Number(claimedUntil?.N)).toBeGreaterThan(Number(createdAt?.N) + 10_000);
  await mend();
});

const toKms = ({ record }: Pending, rule: Omit<FaultRule, 'service'>) =>
  inject(stack, {
    ...rule,
    service: 'kms',
    contains: String(record.dynamodb.NewImage?.sealedCode?.B),
  });

describe('failing for longer than an invocation: left to the stream, unclaimed; mailed once it is over', () => {
  const LASTING: [string, (pending: Pending) => Promise<() => Promise<void>>][] = [
    ['TooManyRequestsException', (pending) => toSes(pending, { fault: 'throttle' })],
    ['TimeoutError', (pending) => toSes(pending, { fault: 'hang' })],
    ['AccessDeniedException', (pending) => toKms(pending, { fault: 'reject' })],
    [
      'DisabledException',
      (pending) => toKms(pending, { fault: 'reject', errorName: 'DisabledException' }),
    ],
    ['InternalServerError', (pending) => toTable(pending, { fault: 'error' })],
  ];
  const outcomes = new Map<
    string,
    { pending: Pending; again: number | undefined; mails: number }
  >();

  beforeAll(async () => {
    await Promise.all(
      LASTING.map(async ([error, start]) => {
        const pending = await mailer.pending();
        const mend = await start(pending);
        const again = (await mailer.deliver([pending.record]))?.length;
        const mails = (await mailer.mailsOf(pending)).length;
        outcomes.set(error, { pending, again, mails });
        await mend();
      }),
    );
  }, 60_000);

  test.each(LASTING.map(([error]) => error))('%s', async (error) => {
    const { pending, again, mails } = outcomes.get(error) as { pending: Pending } & Record<
      string,
      unknown
    >;
    expect({ again, mails }).toEqual({ again: 1, mails: 0 });
    // After two answers that did not come the next try waits; time passes here.
    if (error === 'TimeoutError') await letWaitEnd(pending);
    expect(await table.challenge(pending.id)).not.toHaveProperty('claimedUntil');
    expect(await mailer.deliver([pending.record])).toEqual([]);
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(await table.challenge(pending.id)).toMatchObject({ sentAt: {} });
    expect(mailer.metricsOf(pending).MailSent).toBe(1);
    expect(mailer.metricsOf(pending)[`MailRetried:${error}`]).toBeGreaterThanOrEqual(2);
  });
});

describe('DynamoDB', () => {
  test('the answer to the claim lost: mailed once, without waiting for the claim to end', async () => {
    const pending = await mailer.pending();
    const mend = await toTable(pending, { fault: 'drop-response', times: 1 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1 });
  });

  test('a condition failing while marking as sent: one mail, counted, not tried again', async () => {
    const pending = await mailer.pending();
    const mend = await toTable(pending, {
      fault: 'reject',
      errorName: 'ConditionalCheckFailedException',
      skip: 1,
    });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1, MailUnmarked: 1 });
  });

  test('failing for a while when it is to mark as sent: marked in the end, one mail', async () => {
    const pending = await mailer.pending();
    const mend = await toTable(pending, { fault: 'error', skip: 1, times: 2 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(await table.challenge(pending.id)).toMatchObject({ sentAt: {} });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1, 'MailSkipped:Sent': 1 });
  });

  test('failing when it is to mark as failed: SES is asked again and the mark made then, no mail', async () => {
    const pending = await mailer.pending();
    const refuse = await toSes(pending, { fault: 'reject' });
    const mend = await toTable(pending, { fault: 'error', skip: 1, times: 2 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    await refuse();
    expect(await mailer.mailsOf(pending)).toEqual([]);
    expect(await table.challenge(pending.id)).toMatchObject({ failure: { S: 'MessageRejected' } });
  });
});
