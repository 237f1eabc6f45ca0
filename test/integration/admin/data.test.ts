import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { deleteRecords, recordsOf } from '../../../infra/admin/data/user-records';
import type { Stored } from '../../../infra/admin/data/stored-data';
import { connect } from '../../../infra/admin/deployment';
import { userKey } from '../../../triggers/store/keys';
import { admin, adminJson } from '../../support/admin-cli';
import { codeMail, codeMailedTo, wrongCode } from '../../support/codes';
import { currentStack } from '../../support/current-stack';
import { codeIn } from '../../support/inbox';
import { person } from '../../support/mailer';
import { spellings } from '../../support/secrets';
import { SrpClient } from '../../support/srp-client';
import { TableAccess } from '../../support/table';
import { Triggers } from '../../support/triggers';
import { until } from '../../support/until';
import { createUser, type TestUser } from '../../support/users';

jest.setTimeout(60_000);

const stack = currentStack();
const client = new SrpClient(stack);
const table = new TableAccess(stack);
const triggers = new Triggers(stack);

const stored = (user: TestUser) => adminJson<Stored>('data', 'show', user.email);
const keysOf = async ({ sub }: TestUser): Promise<string[]> =>
  (await table.everyRecord())
    .filter(({ pk, userSub }) => userSub?.S === sub || pk?.S?.endsWith(`#${sub}`))
    .map(({ pk }) => pk?.S ?? '');

test('shows what is stored of a user, and neither codes nor what guards them', async () => {
  const user = await createUser(stack);
  const step = await client.password(user);
  const code = await codeMailedTo(stack, user.email);
  await client.answer(step, wrongCode(code));
  await until(async () => (await stored(user)).codes[0]?.sentAt !== null);

  const shown = await stored(user);
  expect(shown).toMatchObject({
    sub: user.sub,
    user: { codes: [expect.any(String)], failures: [expect.any(String)], pass: null },
    codes: [
      {
        destination: 'u•••@e•••',
        clientId: stack.clientId,
        attempts: 1,
        usedAt: null,
        failure: null,
      },
    ],
    notices: [],
  });
  const record = await table.challenge(shown.codes[0]?.id ?? '');
  const { stdout } = await admin('data', 'show', user.email);
  expect(stdout).toMatch(/│ code +│ .* │ u•••@e••• │ sent +│/);
  const texts = [stdout, JSON.stringify(shown)].join('\n');
  expect(texts).not.toContain(code);
  for (const bytes of [record?.sealedCode?.B, record?.codeMac?.B]) {
    expect(bytes).toBeDefined();
    for (const text of spellings(Buffer.from(bytes ?? []))) expect(texts).not.toContain(text);
  }
});

test('deletes all records of one user, and asks first; the user can sign in again', async () => {
  const [user, other] = [await createUser(stack), await createUser(stack)];
  const [step] = [await client.password(user), await client.password(other)];
  const mail = await codeMail(stack, user.email);
  await codeMail(stack, other.email);
  const asked = await admin('data', 'delete', user.email);
  expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  expect(await keysOf(user)).toHaveLength(2);

  const done = await admin('data', 'delete', user.email, '--yes');
  expect([done.code, done.stdout]).toEqual([
    0,
    expect.stringContaining(`Deleted 2 records of ${user.email}. Not deleted: `),
  ]);
  expect([await keysOf(user), (await keysOf(other)).length]).toEqual([[], 2]);
  const again = await admin('data', 'delete', user.email, '--yes');
  expect([again.code, again.stderr]).toEqual([1, `Nothing is stored about ${user.email}.\n`]);

  // The code that was on its way went with its record.
  await expect(client.answer(step, codeIn(mail))).resolves.not.toHaveProperty(
    'AuthenticationResult',
  );
  const next = await client.password(user);
  const { AuthenticationResult } = await client.answer(
    next,
    codeIn(await codeMail(stack, user.email, mail)),
  );
  expect(AuthenticationResult?.IdToken).toBeDefined();
});

// Fails without the refusal: whoever guesses could have the count deleted on request.
test('a locked user keeps the lock, unless it is forced', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  await table.fail(user.sub, 9);
  await expect(triggers.verify(user, challenge, wrongCode(code))).rejects.toThrow('EmailMfaLocked');

  const refused = await admin('data', 'delete', user.email, '--yes');
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringMatching(/^user-\S+ is locked until .* add --force\.\n$/),
  ]);
  expect(await keysOf(user)).toHaveLength(3);
  expect((await stored(user)).notices).toMatchObject([{ destination: 'u•••@e•••' }]);

  expect(await admin('data', 'delete', user.email, '--yes', '--force')).toMatchObject({ code: 0 });
  expect(await keysOf(user)).toEqual([]);
  // Fails if only mfa unlock told: who wants no trace of it would take this way.
  const unlocked = await adminJson('audit', user.email, '--event', 'user.unlocked');
  expect(unlocked).toMatchObject([{ sub: user.sub, reason: 'local' }]);
});

// Fails without the condition on the failures: the count that fills up meanwhile would be lost.
test('what was counted after the records were read is not deleted', async () => {
  const user = person();
  const challenge = await triggers.create(user);
  const deployment = connect({ dir: dirname(process.env.STACK_FILE ?? '') });
  const before = await recordsOf(deployment, stack.tableName, user.sub);
  await triggers.verify(user, challenge, wrongCode(await codeMailedTo(stack, user.email)));
  expect(await deleteRecords(deployment, stack.tableName, user.sub, before)).toBe(false);
  expect((await table.user(user.sub))?.failures?.SS).toHaveLength(1);
  const after = await recordsOf(deployment, stack.tableName, user.sub);
  expect(await deleteRecords(deployment, stack.tableName, user.sub, after)).toBe(true);
  expect(await keysOf(user)).toEqual([]);
});

test('a user whom the pool knows no more, by sub', async () => {
  const user = person();
  await triggers.create(user);
  await codeMail(stack, user.email);
  const unknown = await admin('data', 'delete', user.sub, '--yes');
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('has no user')]);
  const done = await admin('data', 'delete', '--sub', user.sub, '--yes');
  expect(done.stdout).toContain(`Deleted 2 records of ${user.sub}, who is not in the pool.`);
  expect(await keysOf(user)).toEqual([]);
});

test('no user, or two, is a mistake', async () => {
  for (const args of [[], ['a@example.com', '--sub', randomUUID()]]) {
    const { code, stderr } = await admin('data', 'show', ...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^Name one user by /)]);
  }
  const { code, stderr } = await admin('data', 'show', '--sub', '2f1c8d9e');
  expect([code, stderr]).toEqual([2, expect.stringContaining('It must look like 2f1c8d9e-')]);
});

// Fails if only the first page is read: DynamoDB gives 1 MB at a time.
test('finds every record in a table of many pages', async () => {
  const user = person();
  const fillers = Array.from({ length: 8 }, () => `filler#${randomUUID()}`);
  for (const pk of fillers) await table.put({ pk: { S: pk }, text: { S: 'x'.repeat(390_000) } });
  const deployment = connect({ dir: dirname(process.env.STACK_FILE ?? '') });
  for (let n = 0; n < 5; n++) await triggers.create(user);
  const found = await recordsOf(deployment, stack.tableName, user.sub);
  for (const pk of fillers) await table.delete({ pk: { S: pk } });
  expect(found.mailings).toHaveLength(5);
  expect(found.user).toEqual(await table.get(userKey(stack.userPoolId, user.sub)));
});
