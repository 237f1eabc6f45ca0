import { setTimeout as sleep } from 'node:timers/promises';
import { challengeKey } from '../../triggers/store/keys';
import { currentStack } from '../support/current-stack';
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
    const mend = await mailer.breakSes(pending, { fault: 'latency', latency: 500 });
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
    const mend = await mailer.breakSes(pending, { fault: 'throttle' });
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
});

test('a code sealed for another challenge is not mailed', async () => {
  const [mine, others] = await Promise.all([mailer.pending(), mailer.pending()]);
  const { sealedCode } = (await table.challenge(others.id)) ?? {};
  if (!sealedCode) throw new Error('No sealed code');
  await table.change(challengeKey(mine.id), { sealedCode });
  expect(await mailer.deliver([await mailer.recordOf(mine.id)])).toEqual([]);
  expect(await mailer.mailsOf(mine)).toEqual([]);
  expect(mailer.metricsOf(mine)).toEqual({ MailSent: 0, 'MailFailed:UnmailableError': 1 });
});
