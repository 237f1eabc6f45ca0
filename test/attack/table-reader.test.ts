import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { createHash, createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sealCode } from '../../triggers/challenge/seal';
import type { Item } from '../../triggers/store/records';
import { callsOf } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { codeMail, codeMailedTo } from '../support/codes';
import { mailsTo } from '../support/inbox';
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

// Fails if the key of the MAC stands in the record, or is not the sign-in's own.
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

// Fails if the MAC's key is anything that stands in the table, or the same for two challenges.
test('every challenge has a random key of its own', async () => {
  const user = await createUser(stack);
  const keys = new Set<string>();
  for (let n = 0; n < 3; n++) {
    const { id, key } = JSON.parse((await triggers.create(user)).challengeMetadata);
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(key).not.toBe(id);
    keys.add(key);
  }
  expect(keys.size).toBe(3);
});

/** What becomes of a record that somebody with the right to write the table puts there. */
async function outcomeOf(item: Item): Promise<Item> {
  await table.put(item);
  for (;;) {
    const marked = await table.get({ pk: item.pk as AttributeValue });
    if (marked?.failedAt || marked?.sentAt) return marked;
    await sleep(50);
  }
}

// Fails without the check in the mailer: Create's own does not see records that others write.
test('table writer: no mail to an address that is more than one', async () => {
  const thief = `thief-${randomUUID()}@example.com`;
  const marked = await outcomeOf({
    pk: { S: `notice#${randomUUID()}` },
    userSub: { S: randomUUID() },
    destination: { S: `victim@example.com, ${thief}` },
    lockedUntil: { N: `${Date.now() + 1000}` },
    createdAt: { N: `${Date.now()}` },
    expiresAt: { N: `${Math.ceil(Date.now() / 1000) + 300}` },
  });
  expect(marked.failure?.S).toBe('UnmailableError');
  expect(await mailsTo(stack, thief)).toEqual([]);
});

// Fails without the challenge id in what is sealed: the mailer would open it for anyone.
test('table writer: a sealed code moved to another record is not mailed', async () => {
  const victim = await createUser(stack);
  const challenge = await triggers.create(victim);
  await codeMailedTo(stack, victim.email);
  const record = await table.challenge(JSON.parse(challenge.challengeMetadata).id);
  const sealed = Object.fromEntries(
    Object.entries(record ?? {}).filter(([name]) => !['sentAt', 'messageId'].includes(name)),
  );
  const thief = `thief-${randomUUID()}@example.com`;
  const marked = await outcomeOf({
    ...sealed,
    pk: { S: `challenge#${randomUUID()}` },
    destination: { S: thief },
  });
  expect(marked.failure?.S).toBe('UnmailableError');
  expect(await mailsTo(stack, thief)).toEqual([]);
});

// Fails without the mailer's list of keys: it would have KMS decrypt with whatever key the record names, and
// mail the text that somebody else sealed. The role, which test/infra/rotation looks at, forbids it as well.
test('table writer: a record that names another key is not mailed, and KMS is not asked', async () => {
  const victim = await createUser(stack);
  const challenge = await triggers.create(victim);
  const first = await codeMail(stack, victim.email);
  const record = await table.challenge(JSON.parse(challenge.challengeMetadata).id);
  const unsent = Object.fromEntries(
    Object.entries(record ?? {}).filter(([name]) => !['sentAt', 'messageId'].includes(name)),
  );
  const id = randomUUID();
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const theirKey = `arn:aws:kms:us-east-1:999999999999:key/${randomUUID()}`;
  const marked = await outcomeOf({
    ...unsent,
    pk: { S: `challenge#${id}` },
    sealingKeyId: { S: theirKey },
    sealedCode: { B: sealCode(publicKey, id, 'Call 555-0100') },
  });
  expect(marked.failure?.S).toBe('UnmailableError');
  expect(await mailsTo(stack, victim.email, { after: first })).toEqual([]);
  const calls = await callsOf(stack, { service: 'kms' });
  expect(
    calls.filter(({ permissions }) => permissions.some(({ resource }) => resource === theirKey)),
  ).toEqual([]);
});
