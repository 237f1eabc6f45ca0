import { createHash, createHmac } from 'node:crypto';
import { currentStack } from '../support/current-stack';
import { codeMailedTo } from '../support/codes';
import { spellOut } from '../support/secrets';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { createUser } from '../support/users';

const stack = currentStack();
const table = new TableAccess(stack);
const triggers = new Triggers(stack);

/**
 * Whoever reads the table or its stream has the sealed code, its MAC and the challenge id. Trying all
 * million codes is cheap if the MAC needs no key, or one from the table; with 32 random bytes that live in
 * Cognito's session only, each code has 2^256 possible keys, and RSA-OAEP seals each code differently.
 */
test('table reader: has every record and stream event, still cannot find a code', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  const { id, key } = JSON.parse(challenge.challengeMetadata);
  const record = await table.challenge(id);
  const mac = Buffer.from(record?.codeMac?.B ?? []).toString('hex');

  const everything = spellOut([await table.everyRecord(), await table.everyStreamRecord()]);
  expect(everything).not.toContain(key);
  expect(everything).not.toContain(Buffer.from(key, 'base64url').toString('hex'));

  // All that stands in the record, tried as the key, and none at all.
  const known = Object.values(record ?? {}).map(({ S, N, B }) => Buffer.from(B ?? S ?? N ?? ''));
  const keys = [Buffer.alloc(0), Buffer.alloc(32), Buffer.from(id), ...known];
  const macs = (candidate: string) => [
    createHash('sha256').update(candidate).digest('hex'),
    createHash('sha256').update(`${id}:${candidate}`).digest('hex'),
    ...keys.map((k) => createHmac('sha256', k).update(`${id}:${candidate}`).digest('hex')),
  ];
  // The right code is among the codes an attacker would try; testing it alone is testing them all.
  expect(macs(code)).not.toContain(mac);
  // With the key it is found at once, so the search above looks for the right thing.
  const withKey = createHmac('sha256', Buffer.from(key, 'base64url')).update(`${id}:${code}`);
  expect(withKey.digest('hex')).toBe(mac);
  process.stdout.write('Work factor without the key: 2^256 MACs per code; with it: 10^6\n');
});

// Fails if the MAC or the sealed code does not depend on the challenge: they could be moved between records.
test('table writer: a record filled from another challenge is worth nothing', async () => {
  const [victim, attacker] = [await createUser(stack), await createUser(stack)];
  const theirs = JSON.parse((await triggers.create(victim)).challengeMetadata);
  const mine = await triggers.create(attacker);
  const myCode = await codeMailedTo(stack, attacker.email);
  const myRecord = await table.challenge(JSON.parse(mine.challengeMetadata).id);
  await table.change(
    { pk: { S: `challenge#${theirs.id}` } },
    { codeMac: myRecord?.codeMac ?? { NULL: true } },
  );
  const theirHeld = { privateChallengeParameters: { challenge: JSON.stringify(theirs) } };
  expect(await triggers.verify(victim, theirHeld, myCode)).toBe(false);
});
