import { randomUUID } from 'node:crypto';
import { inject } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { mailsTo } from '../support/inbox';
import { Mailer, person } from '../support/mailer';
import { metricsOf } from '../support/metrics';
import { Triggers } from '../support/triggers';
import type { TestUser } from '../support/users';

const stack = currentStack();
const mailer = new Mailer(stack);
const triggers = new Triggers(stack);
const challenge = async (user: TestUser): Promise<string> =>
  JSON.parse((await triggers.create(user)).challengeMetadata).id;

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
  const poisonedIds: string[] = [];
  for (let from = 0; from < poisoned.length; from += 6) {
    poisonedIds.push(...(await Promise.all(poisoned.slice(from, from + 6).map(challenge))));
  }
  const ids = await Promise.all(others.map(challenge));
  for (const id of ids) await mailer.marked(id, 'sentAt');
  for (const id of poisonedIds) {
    expect(await mailer.marked(id, 'failedAt')).toMatchObject({
      failure: { S: 'AddressNotLikedException' },
    });
    expect(metricsOf(stack, 'SendCode', id)).toEqual({
      'MailRetried:AddressNotLikedException': 1,
      'MailFailed:AddressNotLikedException': 1,
    });
  }
  await mend();
  for (const { email } of others) expect(await mailsTo(stack, email)).toHaveLength(1);
}, 90_000);
