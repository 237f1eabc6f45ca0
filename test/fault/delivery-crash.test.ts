import type { FaultRule } from '../../infra/local/aws/gateway/faults';
import { failuresOf, inject } from '../support/calls';
import { codeIn } from '../support/inbox';
import { Mailer, person, type Pending } from '../support/mailer';
import { startStack, type RunningStack } from '../support/stack';
import { TableAccess } from '../support/table';

/** A stack of its own, because a crash affects all records of the same batch. */
let stack: RunningStack;
let mailer: Mailer;
let table: TableAccess;
beforeAll(async () => {
  stack = await startStack();
  mailer = new Mailer(stack.facts);
  table = new TableAccess(stack.facts);
});
afterAll(() => stack?.stop());

/** Where the function crashes, and how many mails its user gets; see triggers/mail/DELIVERY.md. */
const POINTS: [string, (pending: Pending) => FaultRule, number][] = [
  ['before the claim', ({ id }) => ({ fault: 'crash', operation: 'UpdateItem', contains: id }), 1],
  [
    'after the claim',
    ({ id }) => ({ fault: 'crash-after', operation: 'UpdateItem', contains: id }),
    1,
  ],
  [
    'after the code was unsealed',
    ({ record }) => ({
      fault: 'crash-after',
      service: 'kms',
      contains: String(record.dynamodb.NewImage?.sealedCode?.B),
    }),
    1,
  ],
  ['before SES got the mail', ({ user }) => ({ fault: 'crash', recipient: user.email }), 1],
  ['after SES got the mail', ({ user }) => ({ fault: 'crash-after', recipient: user.email }), 2],
  [
    'before the mark that it is sent',
    ({ id }) => ({ fault: 'crash', operation: 'UpdateItem', contains: id, skip: 1 }),
    2,
  ],
  [
    'after the mark that it is sent',
    ({ id }) => ({ fault: 'crash-after', operation: 'UpdateItem', contains: id, skip: 1 }),
    1,
  ],
];

test('a crash at any point: the code arrives while it lives, twice only if SES may have it', async () => {
  // At the same time, because most of them wait until a claim ends.
  const outcomes = await Promise.all(
    POINTS.map(async ([point, rule, expected]) => {
      const pending = await mailer.pending();
      const mend = await inject(stack.facts, { ...rule(pending), function: 'SendCode', times: 1 });
      const crashed = (await mailer.deliver([pending.record])) === undefined;
      const from = Date.now();
      await mailer.deliverUntilDone(pending.record);
      await mend();
      const waited = Date.now() - from;
      const mails = await mailer.mailsOf(pending);
      const sameCode = mails.every((mail) => codeIn(mail) === codeIn(pending.first));
      const marked = (await table.challenge(pending.id))?.sentAt !== undefined;
      return {
        point,
        crashed,
        mails: mails.length,
        expected,
        sameCode,
        marked,
        late: waited > 20_000,
      };
    }),
  );
  expect(outcomes).toEqual(
    POINTS.map(([point, , expected]) => ({
      ...{ point, crashed: true, mails: expected, expected },
      ...{ sameCode: true, marked: true, late: false },
    })),
  );
});

test('a crash in the middle of a batch, through the real stream: everyone gets the code, nothing is lost', async () => {
  const people = Array.from({ length: 12 }, person);
  const [unlucky] = people;
  const mend = await inject(stack.facts, {
    fault: 'crash',
    recipient: unlucky?.email ?? '',
    times: 1,
  });
  const ids = await Promise.all(people.map((user) => mailer.challenge(user)));
  for (const id of ids) await mailer.marked(id, 'sentAt');
  await mend();
  expect(await failuresOf(stack.facts)).toEqual([]);
});
