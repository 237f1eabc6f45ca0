import { RESEND_METADATA } from '../../triggers/public-parameters';
import { auditOf, auditWhen, busOf, putOnBus } from '../support/audit';
import { inject } from '../support/calls';
import { codeMail, codeMailedTo, wrongCode } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { answered, Triggers } from '../support/triggers';
import { until } from '../support/until';
import { createUser, type TestUser } from '../support/users';

jest.setTimeout(30_000);

const stack = currentStack();
const client = new SrpClient(stack);
const triggers = new Triggers(stack);
const table = new TableAccess(stack);

/** `event`, or `event:reason`, of a user, oldest first, once there are so many. */
async function stepsOf({ sub }: TestUser, count: number): Promise<string[]> {
  return (await auditWhen(stack, { sub }, count)).map(({ event, reason }) =>
    reason ? `${event}:${String(reason)}` : event,
  );
}

test('a sign-in is told step by step, each step once, in the log group and on the bus', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const code = await codeMailedTo(stack, user.email);
  const again = await client.answer(challenge, wrongCode(code));
  const done = await client.answer(again, code);
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();

  expect(await stepsOf(user, 5)).toEqual([
    'challenge.created:SIGN_IN',
    'mail.sent',
    'answer.wrong:WRONG_CODE',
    'answer.right',
    'tokens.released',
  ]);
  const events = await auditOf(stack, { sub: user.sub });
  expect(new Set(events.map(({ id }) => id)).size).toBe(5);
  const [created, mailed, , right] = events;
  expect(created).toEqual({
    version: '1',
    id: expect.stringMatching(/^\d{56}$/),
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    event: 'challenge.created',
    sub: user.sub,
    clientId: stack.clientId,
    challengeId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    reason: 'SIGN_IN',
  });
  expect(mailed).toMatchObject({
    challengeId: created?.challengeId,
    messageId: expect.any(String),
  });
  expect(right?.challengeId).toBe(created?.challengeId);

  await until(async () => (await busOf(stack, { sub: user.sub })).length >= 5);
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
  const put = await busOf(stack, { sub: user.sub });
  expect(put.sort(byId)).toEqual([...events].sort(byId));
  const entry = (await putOnBus(stack)).find(({ Detail }) => Detail.includes(String(right?.id)));
  expect(entry).toMatchObject({
    EventBusName: expect.stringMatching(/:event-bus\/security$/),
    Source: 'cognito-email-mfa',
    DetailType: 'Email MFA answer.right',
  });
});

// Fails if a Create that Cognito runs again counts another code.
test('resends: made, asked for again by Cognito, and refused as too early', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const early = await client.answer(challenge, 'resend', RESEND_METADATA);
  expect(early.ChallengeParameters?.outcome).toBe('RESEND_TOO_EARLY');
  const created = await triggers.create(user);
  await table.coolDown(user.sub);
  const resent = await triggers.resend(user, created);
  await triggers.resend(user, created);
  await triggers.resend(user, resent);
  await auditWhen(stack, { sub: user.sub, event: 'challenge.refused' }, 1);
  const steps = await stepsOf(user, 4);
  // Two were refused: each instance of the function records that once a minute.
  expect([...new Set(steps.filter((step) => step.startsWith('challenge.')))].sort()).toEqual([
    'challenge.created:RESEND',
    'challenge.created:SIGN_IN',
    'challenge.refused:RESEND_TOO_EARLY',
  ]);
  expect(steps.filter((step) => step === 'challenge.created:SIGN_IN')).toHaveLength(2);
  expect(steps.filter((step) => step === 'challenge.created:RESEND')).toHaveLength(1);
});

test('answers: malformed, too late, to a challenge that is over', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  expect(await triggers.verify(user, challenge, 'no code')).toBe(false);
  const { id } = JSON.parse(challenge.challengeMetadata);
  await table.change(
    { pk: { S: `challenge#${id}` } },
    { expiresAt: { N: `${Date.now() / 1000 - 1}` } },
  );
  expect(await triggers.verify(user, challenge, code)).toBe(false);

  const other = await triggers.create(user);
  const next = await codeMailedTo(stack, user.email);
  for (let tries = 0; tries < 3; tries++) await triggers.verify(user, other, wrongCode(next));
  expect(await triggers.verify(user, other, next)).toBe(false);
  const steps = (await stepsOf(user, 10)).filter((step) => step.startsWith('answer.'));
  expect(steps).toEqual([
    'answer.wrong:MALFORMED',
    'answer.expired',
    ...Array<string>(3).fill('answer.wrong:WRONG_CODE'),
    'answer.wrong:CHALLENGE_OVER',
  ]);
});

// Fails if whoever sees the lock tells of it.
test('a lock is told once, though answers meet it at the same time; each refusal is told', async () => {
  const user = await createUser(stack);
  const challenges = [await triggers.create(user), await triggers.create(user)];
  await table.fail(user.sub, 8);
  const answers = challenges.flatMap((challenge) => [1, 2].map(() => challenge));
  await Promise.allSettled(answers.map((challenge) => triggers.verify(user, challenge, '000000')));
  await expect(triggers.create(user)).rejects.toThrow('EmailMfaLocked');
  await auditWhen(stack, { sub: user.sub, event: 'mail.sent', reason: 'LOCK_NOTICE' }, 1);
  const locked = await auditWhen(stack, { sub: user.sub, event: 'user.locked' }, 1);
  expect(locked).toHaveLength(1);
  const refused = await auditWhen(stack, { sub: user.sub, event: 'challenge.refused' }, 2);
  expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['EmailMfaLocked']));
});

test('refusals: too many codes, no verified address, tokens without the code', async () => {
  const user = await createUser(stack);
  await triggers.create(user);
  const now = { N: `${Date.now()}` };
  await table.changeUser(user.sub, { codeTimes: { L: Array(5).fill(now) } });
  await expect(triggers.create(user)).rejects.toThrow('EmailMfaTooManyCodes');
  await expect(triggers.release(user)).rejects.toThrow('EmailMfaRequired');
  const unverified = await createUser(stack);
  const attributes = { email: 'not plain' };
  await expect(triggers.create({ ...unverified, ...attributes })).rejects.toThrow(
    'EmailMfaUnverifiedAddress',
  );
  expect((await stepsOf(user, 4)).filter((step) => step.includes('refused'))).toEqual([
    'challenge.refused:EmailMfaTooManyCodes',
    'tokens.refused:EmailMfaRequired',
  ]);
  expect(await stepsOf(unverified, 1)).toEqual(['challenge.refused:EmailMfaUnverifiedAddress']);
});

test('mails: refused by SES, and taken but not delivered', async () => {
  const user = await createUser(stack);
  const mend = await inject(stack, { fault: 'reject', service: 'ses', recipient: user.email });
  await triggers.create(user);
  const [failed] = await auditWhen(stack, { sub: user.sub, event: 'mail.failed' }, 1);
  expect(failed).toMatchObject({ reason: 'MessageRejected', clientId: stack.clientId });
  expect(failed).not.toHaveProperty('message');
  await mend();
  const mendBounce = await inject(stack, { fault: 'bounce', recipient: user.email });
  await triggers.create(user);
  const [bounced] = await auditWhen(stack, { sub: user.sub, event: 'mail.undelivered' }, 1);
  await mendBounce();
  const [sent] = await auditOf(stack, { sub: user.sub, event: 'mail.sent' });
  expect(bounced).toMatchObject({
    reason: 'Bounce:Permanent:NoEmail',
    challengeId: sent?.challengeId,
    messageId: sent?.messageId,
    clientId: stack.clientId,
  });
});

test('when Cognito asks again for the same right answer, the trail tells the repeat', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = codeIn(await codeMail(stack, user.email));
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  const steps = (await stepsOf(user, 4)).filter((step) => step.startsWith('answer.'));
  expect(steps).toEqual(['answer.right', 'answer.right:REPEAT']);
});

test('a right code writes down when a user signed in', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  const before = Date.now();
  expect((await table.user(user.sub))?.lastSignInAt).toBeUndefined();
  await triggers.verify(user, challenge, code);
  const record = await table.user(user.sub);
  expect(Number(record?.lastSignInAt?.N)).toBeGreaterThanOrEqual(before);
  const days = (item: typeof record) =>
    (Number(item?.expiresAt?.N) * 1000 - Date.now()) / 86_400_000;
  expect(days(record)).toBeGreaterThan(399);
  // A code asked for later must not shorten that.
  await triggers.create(user, { previous: [answered(challenge, true)] }).catch(() => undefined);
  await triggers.create(user);
  const later = await table.user(user.sub);
  expect(days(later)).toBeGreaterThan(399);
  expect(later?.lastSignInAt).toEqual(record?.lastSignInAt);
});
