import { setTimeout as sleep } from 'node:timers/promises';
import { SIGN_IN } from '../../infra/cost/sign-in';
import { auditWhen } from '../support/audit';
import { callsOf } from '../support/calls';
import { codeMailedTo } from '../support/codes';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { createUser } from '../support/users';

jest.setTimeout(30_000);

let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack?.stop());

/** One for a write, two for each write of a transaction. */
const writeUnits = (operation: string, uses: number) =>
  operation === 'TransactWriteItems' ? 2 * uses : /^(Put|Update)Item$/.test(operation) ? uses : 0;

test('a sign-in makes the calls that its cost is told from', async () => {
  const { facts } = stack;
  const client = new SrpClient(facts);
  const signIn = async () => {
    const user = await createUser(facts);
    const challenge = await client.password(user);
    const done = await client.answer(challenge, await codeMailedTo(facts, user.email));
    expect(done.AuthenticationResult?.IdToken).toBeTruthy();
    // The mailer writes down that it mailed after the mail is out, and the audit trail comes last.
    await auditWhen(facts, { sub: user.sub }, 4);
    await sleep(500);
  };
  // The first one fetches the public key, once per cold start.
  await signIn();
  const before = (await callsOf(facts)).length;
  await signIn();
  const calls = (await callsOf(facts)).slice(before);

  const of = (service: string) => calls.filter((call) => call.service === service);
  const units = of('dynamodb').map(({ operation, permissions }) =>
    writeUnits(operation, permissions.length),
  );
  expect({
    writeUnits: units.reduce((sum, one) => sum + one, 0),
    kmsRequests: of('kms').length,
    mails: of('ses').length,
    auditRuns: of('logs').length,
    reads: of('dynamodb').filter(({ operation }) => /Get|Query|Scan/.test(operation)).length,
  }).toEqual({
    writeUnits: SIGN_IN.writeUnits,
    kmsRequests: SIGN_IN.kmsRequests,
    mails: SIGN_IN.mails,
    auditRuns: SIGN_IN.auditRuns,
    reads: 0,
  });
});
