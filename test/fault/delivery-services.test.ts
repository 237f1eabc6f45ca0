import type { FaultRule } from '../../infra/local/aws/gateway/faults';
import { callsOf, inject } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { codeIn } from '../support/inbox';
import { Mailer, type Pending } from '../support/mailer';
import { TableAccess } from '../support/table';

// Other test files keep the machine busy, and the first mail waits for a cold start.
jest.setTimeout(30_000);

const stack = currentStack();
const table = new TableAccess(stack);
const mailer = new Mailer(stack);

/** Calls that reached, or would have reached, SES for this person since the challenge was made. */
const sendings = async ({ user }: Pending) =>
  (await callsOf(stack, { service: 'ses' })).filter((call) => call.recipients?.includes(user.email))
    .length - 1;

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
    const mend = await mailer.breakSes(pending, { fault: 'reject', errorName });
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
  ] as const)(
    '%s, %s: tried again in the same invocation, mailed once',
    async (fault, errorName) => {
      const pending = await mailer.pending();
      const mend = await mailer.breakSes(pending, { fault, errorName, times: 3 });
      expect(await mailer.deliver([pending.record])).toEqual([]);
      await mend();
      expect(await mailer.codesOf(pending)).toEqual([codeIn(pending.first)]);
      expect(await table.challenge(pending.id)).toMatchObject({ sentAt: {} });
      expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1, [`MailRetried:${errorName}`]: 3 });
    },
    20_000,
  );

  test('its answer lost: nobody can know, so the same code is mailed again', async () => {
    const pending = await mailer.pending();
    const mend = await mailer.breakSes(pending, { fault: 'drop-response', times: 1 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    const code = codeIn(pending.first);
    expect(await mailer.codesOf(pending)).toEqual([code, code]);
    expect(mailer.metricsOf(pending)).toMatchObject({ MailSent: 1 });
  });
});

/** Ends the pause before the next try. */
async function letWaitEnd({ id }: Pending): Promise<void> {
  const { claimedUntil, ...rest } = (await table.challenge(id)) ?? {};
  expect(Number(claimedUntil?.N)).toBeGreaterThan(Date.now());
  await table.put(rest);
}

// Fails if every lost answer is followed by another try at once: dozens of mails of one code.
test('mail flood by lost answers: twice at once, then at growing distances', async () => {
  const pending = await mailer.pending();
  const mend = await mailer.breakSes(pending, { fault: 'drop-response' });
  for (const mails of [2, 2, 3]) {
    if (mails === 3) await letWaitEnd(pending);
    expect(await mailer.deliver([pending.record])).toHaveLength(1);
    expect(await mailer.codesOf(pending)).toHaveLength(mails);
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

describe('a refusal that the mailer does not know: one more try, then given up', () => {
  type Break = (pending: Pending, times?: number) => Promise<() => Promise<void>>;
  const REFUSALS: [string, Break][] = [
    [
      'AddressNotLikedException',
      (pending, times) =>
        mailer.breakSes(pending, { fault: 'reject', errorName: 'AddressNotLikedException', times }),
    ],
    ['AccessDeniedException', (pending, times) => toKms(pending, { fault: 'reject', times })],
    [
      'DisabledException',
      (pending, times) =>
        toKms(pending, { fault: 'reject', errorName: 'DisabledException', times }),
    ],
  ];

  test.each(REFUSALS)('%s once: mailed by the second try', async (errorName, refuse) => {
    const pending = await mailer.pending();
    const mend = await refuse(pending, 1);
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1, [`MailRetried:${errorName}`]: 1 });
  });

  test.each(REFUSALS)('%s twice: marked as failed', async (errorName, refuse) => {
    const pending = await mailer.pending();
    const mend = await refuse(pending);
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(await mailer.mailsOf(pending)).toEqual([]);
    expect(await table.challenge(pending.id)).toMatchObject({ failure: { S: errorName } });
    expect(mailer.metricsOf(pending)).toEqual({
      MailSent: 0,
      [`MailRetried:${errorName}`]: 1,
      [`MailFailed:${errorName}`]: 1,
    });
  });

  test('the table refuses twice: given up and counted, not left to the stream', async () => {
    const pending = await mailer.pending();
    const mend = await mailer.breakTable(pending, { fault: 'reject', times: 2 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(mailer.metricsOf(pending)).toEqual({
      MailSent: 0,
      'MailRetried:AccessDeniedException': 1,
      'MailFailed:AccessDeniedException': 1,
    });
  });
});

describe('failing for longer than an invocation: left to the stream, unclaimed; mailed once it is over', () => {
  const LASTING: [string, (pending: Pending) => Promise<() => Promise<void>>][] = [
    ['TooManyRequestsException', (pending) => mailer.breakSes(pending, { fault: 'throttle' })],
    ['TimeoutError', (pending) => mailer.breakSes(pending, { fault: 'hang' })],
    ['InternalServerError', (pending) => mailer.breakTable(pending, { fault: 'error' })],
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
  });

  test.each(LASTING.map(([error]) => error))('%s', async (error) => {
    const { pending, again, mails } = outcomes.get(error) as { pending: Pending } & Record<
      string,
      unknown
    >;
    expect({ again, mails }).toEqual({ again: 1, mails: 0 });
    // After two lost answers the next try waits. This ends the wait.
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
    const mend = await mailer.breakTable(pending, { fault: 'drop-response', times: 1 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1 });
  });

  test('a condition failing while marking as sent: one mail, counted, not tried again', async () => {
    const pending = await mailer.pending();
    const mend = await mailer.breakTable(pending, {
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
    const mend = await mailer.breakTable(pending, { fault: 'error', skip: 1, times: 2 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    expect(await table.challenge(pending.id)).toMatchObject({ sentAt: {} });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    expect(await mailer.mailsOf(pending)).toHaveLength(1);
    expect(mailer.metricsOf(pending)).toEqual({ MailSent: 1, 'MailSkipped:Sent': 1 });
  });

  test('failing when it is to mark as failed: SES is asked again and the mark made then, no mail', async () => {
    const pending = await mailer.pending();
    const refuse = await mailer.breakSes(pending, { fault: 'reject' });
    const mend = await mailer.breakTable(pending, { fault: 'error', skip: 1, times: 2 });
    expect(await mailer.deliver([pending.record])).toEqual([]);
    await mend();
    await refuse();
    expect(await mailer.mailsOf(pending)).toEqual([]);
    expect(await table.challenge(pending.id)).toMatchObject({ failure: { S: 'MessageRejected' } });
  });
});
