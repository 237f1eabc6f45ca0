import { auditWhen, trailOf } from '../support/audit';
import { codeMailedTo, wrongCode } from '../support/codes';
import { everyLogLine, spellings, spellOut } from '../support/secrets';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { TableAccess } from '../support/table';
import { answered, Triggers } from '../support/triggers';
import { createUser } from '../support/users';

/** Ten digits, so that a code does not turn up somewhere by chance. */
let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack({ settings: { codeLength: '10' } });
});
afterAll(() => stack?.stop());

test('no code, key or address in the table, the stream, a log line or an error', async () => {
  const { facts } = stack;
  const table = new TableAccess(facts);
  const user = await createUser(facts);
  const client = new SrpClient(facts);

  const challenge = await client.password(user);
  const code = await codeMailedTo(facts, user.email);
  const again = await client.answer(challenge, wrongCode(code));
  const done = await client.answer(again, code);
  const tokens = Object.values(done.AuthenticationResult ?? {}).map(String);
  expect(tokens.some((token) => token.startsWith('eyJ'))).toBe(true);

  // The same once more with the test in Cognito's place, where the key can be seen.
  const triggers = new Triggers(facts);
  const other = await createUser(facts);
  const created = await triggers.create(other);
  const key: string = JSON.parse(created.challengeMetadata).key;
  const otherCode = await codeMailedTo(facts, other.email);
  expect(await triggers.verify(other, created, wrongCode(otherCode))).toBe(false);
  expect(await triggers.verify(other, created, otherCode)).toBe(true);
  const next = await triggers.create(other, { previous: [answered(created)] });
  const error = await triggers.release(other, { clientId: 'other' }).catch(String);

  const records = await table.everyRecord();
  const stream = await table.everyStreamRecord();
  expect(records.length).toBeGreaterThanOrEqual(4);
  expect(stream.length).toBeGreaterThanOrEqual(records.length);
  await auditWhen(facts, { sub: other.sub, event: 'tokens.refused' }, 1);
  const logs = [...everyLogLine(facts), ...(await trailOf(facts))];
  expect(logs.join('\n')).toContain(user.sub);

  const publicly = [challenge, again].map(({ ChallengeParameters }) => ChallengeParameters);
  const seen = spellOut({
    records,
    stream,
    logs,
    error,
    publicly,
    next: next.publicChallengeParameters,
  });
  for (const secret of [code, otherCode, ...spellings(Buffer.from(key, 'base64url'))]) {
    expect(seen).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
  const logText = logs.join('\n');
  for (const secret of [
    user.email,
    other.email,
    user.password,
    ...tokens.filter((t) => t.length > 20),
  ]) {
    expect(logText).not.toContain(secret);
  }
});
