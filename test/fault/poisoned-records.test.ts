import { randomUUID } from 'node:crypto';
import { inject } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { mailsTo } from '../support/inbox';
import { Mailer, person } from '../support/mailer';
import { metricsOf } from '../support/metrics';
import { Triggers } from '../support/triggers';
import { until } from '../support/until';
import type { TestUser } from '../support/users';

const stack = currentStack();
const mailer = new Mailer(stack);
const triggers = new Triggers(stack);
/** Like Cognito, tries a trigger up to three times: on a busy machine one may run out of time. */
const challenge = async (user: TestUser): Promise<string> => {
  const create = () => triggers.create(user);
  const { challengeMetadata } = await create().catch(create).catch(create);
  return JSON.parse(challengeMetadata).id;
};

// Fails if unknown refusals are tried as long as codes live: then the poisoned records hold up every lane of
// the stream, and the other codes stay unsent until `marked` gives up.
test('mail outage by poisoned addresses: 30 that SES refuses for an unknown reason hold up nobody', async () => {
  const run = `poisoned-${randomUUID()}`;
  const poisoned = Array.from({ length: 30 }, (_, index) => ({
    ...person(),
    email: `${run}-${index}@example.com`,
  }));
  const others = Array.from({ length: 8 }, person);
  const mend = await inject(stack, {
    ...{ fault: 'reject', service: 'ses', contains: run },
    errorName: 'AddressNotLikedException',
  });
  // One after the other: a burst of cold starts would slow a busy machine down.
  const poisonedIds: string[] = [];
  for (const user of poisoned) poisonedIds.push(await challenge(user));
  const ids: string[] = [];
  for (const user of others) ids.push(await challenge(user));
  for (const id of ids) await mailer.marked(id, 'sentAt');
  for (const id of poisonedIds) {
    expect(await mailer.marked(id, 'failedAt')).toMatchObject({
      failure: { S: 'AddressNotLikedException' },
    });
    const metricsNow = () => metricsOf(stack, 'SendCode', id);
    // The line is logged after the record is marked.
    await until(async () => metricsNow()['MailFailed:AddressNotLikedException'] !== undefined);
    const metrics = metricsNow();
    expect(metrics['MailFailed:AddressNotLikedException']).toBe(1);
    // One; another invocation starts anew if the first ran out of time.
    expect(metrics['MailRetried:AddressNotLikedException']).toBeLessThanOrEqual(2);
  }
  await mend();
  for (const { email } of others) expect(await mailsTo(stack, email)).toHaveLength(1);
}, 180_000);
