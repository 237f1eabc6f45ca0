import { setTimeout as sleep } from 'node:timers/promises';
import type { StackFacts } from '../../infra/cli/stack-file';
import { REMEMBERED_SIGN_IN, SIGN_IN } from '../../infra/cost/sign-in';
import { auditWhen } from '../support/audit';
import { callsOf } from '../support/calls';
import { codeMailedTo } from '../support/codes';
import { BrowserSignIns } from '../support/remembered-browser';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { createUser, type TestUser } from '../support/users';

jest.setTimeout(60_000);

let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

/** One for a write, two for each write of a transaction. */
const writeUnits = (operation: string, uses: number) =>
  operation === 'TransactWriteItems' ? 2 * uses : /^(Put|Update)Item$/.test(operation) ? uses : 0;

/** What the calls of a sign-in add up to. */
async function usageOf(facts: StackFacts, events: number, signIn: () => Promise<TestUser>) {
  const before = (await callsOf(facts)).length;
  const { sub } = await signIn();
  // The mailer writes down that it mailed after the mail is out, and the audit trail comes last.
  await auditWhen(facts, { sub }, events);
  await sleep(500);
  const calls = (await callsOf(facts)).slice(before);
  const of = (service: string) => calls.filter((call) => call.service === service);
  const units = of('dynamodb').map(({ operation, permissions }) =>
    writeUnits(operation, permissions.length),
  );
  return {
    writeUnits: units.reduce((sum, one) => sum + one, 0),
    kmsRequests: of('kms').length,
    mails: of('ses').length,
    auditRuns: of('logs').length,
    readUnits: of('dynamodb').filter(({ operation }) => /Get|Query|Scan/.test(operation)).length,
  };
}

const toldFor = ({
  writeUnits,
  kmsRequests,
  mails,
  auditRuns,
  readUnits,
}: typeof REMEMBERED_SIGN_IN) => ({
  writeUnits,
  kmsRequests,
  mails,
  auditRuns,
  readUnits,
});

test('a sign-in makes the calls that its cost is told from', async () => {
  const { facts } = stack;
  const client = new SrpClient(facts);
  const usage = await usageOf(facts, 4, async () => {
    const user = await createUser(facts);
    const challenge = await client.password(user);
    const done = await client.answer(challenge, await codeMailedTo(facts, user.email));
    expect(done.AuthenticationResult?.IdToken).toBeTruthy();
    return user;
  });
  expect(usage).toEqual(toldFor(SIGN_IN));
});

test('so does a sign-in in a remembered browser', async () => {
  const { facts } = stack;
  const signIns = new BrowserSignIns(facts);
  const user = await createUser(facts);
  const key = await signIns.remember(user);
  // Codes and notice, of which the trail tells after the mailer has written them down.
  await auditWhen(facts, { sub: user.sub }, 6);
  await sleep(500);
  const usage = await usageOf(facts, 8, async () => {
    await signIns.withBrowser(user, key);
    return user;
  });
  expect(usage).toEqual(toldFor(REMEMBERED_SIGN_IN));
});
