import { generateKeyPairSync, sign } from 'node:crypto';
import { browserProofText, newBinding, NO_BROWSER_KEY } from '../../triggers/public-parameters';
import { newBrowserKey, rawPoint, signText, type BrowserKeyPair } from '../support/browser-keys';
import { auditWhen } from '../support/audit';
import { codeMail, wrongCode } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn, mailsTo } from '../support/inbox';
import { BrowserSignIns } from '../support/remembered-browser';
import { spellOut } from '../support/secrets';
import { TableAccess } from '../support/table';
import { answered, Triggers } from '../support/triggers';
import { createUser } from '../support/users';

const stack = currentStack();
const table = new TableAccess(stack);
const triggers = new Triggers(stack);
const signIns = new BrowserSignIns(stack);
const { client } = signIns;
const FROM_NOW = {
  clientId: { S: stack.clientId },
  createdAt: { N: `${Date.now()}` },
  expiresAt: { N: `${Date.now() + 3_600_000}` },
  provedNonceOf: { N: '0' },
};

// Fails without the condition on provedNonceOf.
test('replay of a proof: the pass is given once, the same signature proves nothing again', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const { question, proof } = await signIns.question(user, key);
  const signature = key.prove(proof);
  const binding = newBinding();
  expect(await signIns.answer(user, question, signature, binding)).toBe(true);
  await triggers.release(user, { clientMetadata: binding });

  const other = newBinding();
  expect(await signIns.answer(user, question, signature, other)).toBe(false);
  await expect(triggers.release(user, { clientMetadata: other })).rejects.toThrow(
    'EmailMfaRequired',
  );
  // After a later proof, the earlier nonce is worth nothing either.
  const next = await signIns.question(user, key);
  expect(await signIns.answer(user, next.question, key.prove(next.proof))).toBe(true);
  await triggers.release(user, { clientMetadata: newBinding() }).catch(() => undefined);
  expect(await signIns.answer(user, question, signature)).toBe(false);
});

// Fails without the condition on provedNonceOf: each proof would count as a use of its own.
test('two parallel proofs of one nonce: one pass', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const { question, proof } = await signIns.question(user, key);
  const bindings = Array.from({ length: 4 }, newBinding);
  const signature = key.prove(proof);
  await Promise.all(bindings.map((one) => signIns.answer(user, question, signature, one)));
  const used = await auditWhen(stack, { event: 'browser.used', sub: user.sub }, bindings.length);
  expect(used.filter(({ reason }) => reason === undefined)).toHaveLength(1);
  const released = await Promise.allSettled(
    bindings.map((clientMetadata) => triggers.release(user, { clientMetadata })),
  );
  expect(released.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

// Fails if the text leaves out the field.
test.each(['userPoolId', 'clientId', 'user', 'challengeId', 'nonce'] as const)(
  'a signature for another %s: refused',
  async (field) => {
    const user = await createUser(stack);
    const key = await signIns.given(user);
    const { question, proof } = await signIns.question(user, key);
    const other = { ...proof, [field]: `${proof[field]}x` };
    expect(await signIns.answer(user, question, key.prove(other))).toBe(false);
    expect(await signIns.answer(user, question, key.prove(proof))).toBe(true);
  },
);

test('a key of another user: refused, also with its question in hand', async () => {
  const [victim, attacker] = [await createUser(stack), await createUser(stack)];
  await signIns.given(victim);
  const mine = await signIns.given(attacker);
  const asked = await triggers.create(victim, { clientMetadata: { browser: mine.id } });
  expect(asked.publicChallengeParameters.challenge).toBe('EMAIL_CODE');
  const { question, proof } = await signIns.question(attacker, mine);
  const asVictim = mine.prove({ ...proof, user: victim.sub });
  expect(await signIns.answer(victim, question, asVictim)).toBe(false);
});

// Fails if clientId is not compared in Create, or not in the condition.
test('a browser that was remembered through another app client: gets the code', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const clientId = 'another-app-client';
  const options = { clientId, clientMetadata: { browser: key.id } };
  const asked = await triggers.create(user, options);
  expect(asked.publicChallengeParameters.challenge).toBe('EMAIL_CODE');

  const { question, proof } = await signIns.question(user, key);
  const signature = key.prove({ ...proof, clientId });
  const answer = { clientId, clientMetadata: newBinding() };
  expect(await triggers.verify(user, question, signature, answer)).toBe(false);
});

// Fails if encoding, hash or curve are left to the answer, or 0 is not refused.
test('algorithm confusion and empty signatures: refused', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const { privateKey } = key;
  const { question, proof } = await signIns.question(user, key);
  const text = Buffer.from(browserProofText(proof));
  const p1363 = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const right = signText(privateKey, browserProofText(proof));
  const zero = Buffer.alloc(32);
  const [r, s] = [Buffer.from(right, 'base64url').subarray(0, 32), Buffer.alloc(32, 1)];
  const answers = [
    sign('sha256', text, privateKey).toString('base64url'),
    sign('sha384', text, p1363).toString('base64url'),
    sign('sha1', text, p1363).toString('base64url'),
    Buffer.concat([zero, zero]).toString('base64url'),
    Buffer.concat([r, zero]).toString('base64url'),
    Buffer.concat([zero, s]).toString('base64url'),
    Buffer.from(right, 'base64url').toString('base64'),
    `${right}=`,
    ` ${right}`,
    right.slice(0, -1),
    Buffer.from(right, 'base64url').toString('hex'),
    '',
    NO_BROWSER_KEY,
    JSON.stringify({ alg: 'none' }),
    'A'.repeat(100_000),
  ];
  for (const answer of answers) {
    expect([answer.slice(0, 99), await signIns.answer(user, question, answer)]).toEqual([
      answer.slice(0, 99),
      false,
    ]);
  }
  expect(await signIns.answer(user, question, right)).toBe(true);
});

// Fails if readPublicKey takes another kind or size, or a point off the curve; unit/challenge/browser-key tries more.
test('keys of the wrong kind, size or encoding, and points off the curve: not kept, the code counts', async () => {
  const good = Buffer.from(newBrowserKey().publicKey, 'base64url');
  const changed = (at: number, value: number) => {
    const bytes = Buffer.from(good);
    bytes[at] = value;
    return bytes.toString('base64url');
  };
  const keys = [
    changed(0, 6),
    changed(64, (good[64] ?? 0) ^ 1),
    rawPoint(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey).toString(
      'base64url',
    ),
    'A'.repeat(2000),
  ];
  const user = await createUser(stack);
  for (const rememberKey of keys) {
    const done = await signIns.withCode(user, { rememberKey });
    expect(done.AuthenticationResult?.IdToken).toBeTruthy();
  }
  expect(await signIns.record(user)).toBeUndefined();
});

// Fails if the id is taken from the client, or the browser is kept outside the transaction of the code.
test('a key with a wrong code: not kept', async () => {
  const user = await createUser(stack);
  const key = newBrowserKey();
  const step = await client.password(user);
  const code = codeIn(await codeMail(stack, user.email));
  const again = await client.answer(step, wrongCode(code), { rememberKey: key.publicKey });
  expect(again.ChallengeParameters?.outcome).toBe('WRONG_CODE');
  expect(await signIns.record(user)).toBeUndefined();
  await client.answer(again, code, { browser: 'x'.repeat(43), rememberKey: key.publicKey });
  expect(await signIns.remembered(user)).toEqual([key.id]);
});

// Fails without MAX_BROWSERS, or if the browser that was used last gives way.
test('an 11th browser: the one that was not used for longest gives way', async () => {
  const user = await createUser(stack);
  const first = await signIns.given(user);
  const second = newBrowserKey();
  const others = Array.from({ length: 8 }, newBrowserKey);
  const at = (ago: number) => ({ lastUsedAt: { N: `${Date.now() - ago}` } });
  const of = (key: BrowserKeyPair) => ({ publicKey: { B: key.raw }, ...FROM_NOW });
  await signIns.changeBrowser(user, second.id, { ...of(second), ...at(60_000) });
  await signIns.changeBrowser(user, first.id, at(90_000));
  for (const key of others) await signIns.changeBrowser(user, key.id, { ...of(key), ...at(1000) });
  await signIns.withBrowser(user, first);
  const eleventh = await signIns.remember(user);
  const kept = await signIns.remembered(user);
  expect(kept).toHaveLength(10);
  expect(kept).toEqual(expect.arrayContaining([first.id, eleventh.id]));
  expect(kept).not.toContain(second.id);
  const asked = await signIns.password(user, second);
  expect(asked.ChallengeParameters?.challenge).toBe('EMAIL_CODE');
});

// Fails if the record grows with what a client sends.
test('labels and metadata without end: cut to the fixed lists, the record keeps its size', async () => {
  const user = await createUser(stack);
  const key = newBrowserKey();
  const label = `\u0000<script>${'x'.repeat(300)}`;
  await signIns.withCode(user, {
    rememberKey: key.publicKey,
    browserName: label,
    systemName: label,
    deviceName: label,
  });
  const before = JSON.stringify(await signIns.record(user)).length;
  for (let n = 0; n < 3; n++) await signIns.withBrowser(user, key);
  await signIns.withCode(user, { rememberKey: key.publicKey, browserName: label });
  const record = JSON.stringify(await signIns.record(user));
  expect(record).not.toContain('script');
  expect(record.length).toBeLessThan(before + 50);
  expect(JSON.stringify(await table.user(user.sub))).not.toContain('script');
});

// Fails if Create asks the lock first; or if the proof takes back or adds a failure.
test('a locked user: the own browser gets in, everybody else stays out, and the lock stands', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  await table.fail(user.sub, 10);
  const before = (await table.user(user.sub))?.failures?.SS?.length;
  await expect(client.password(user)).rejects.toThrow('EmailMfaLocked');

  const done = await signIns.withBrowser(user, key);
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
  const step = await signIns.password(user, key);
  await expect(client.answer(step, NO_BROWSER_KEY)).rejects.toThrow('EmailMfaLocked');
  expect((await table.user(user.sub))?.failures?.SS).toHaveLength(before ?? 0);
  await expect(client.password(user)).rejects.toThrow('EmailMfaLocked');
});

// Fails if Verify trusts the key that the session holds without asking the record.
test('a browser that is forgotten between nonce and proof: refused', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const { question, proof } = await signIns.question(user, key);
  await table.delete(signIns.keyOf(user));
  expect(await signIns.answer(user, question, key.prove(proof))).toBe(false);
  expect(await table.pass(user.sub)).toBeUndefined();
});

// Fails if expiry is left to TTL: in Create, and in the condition of the proof.
test('a browser whose time is over, still in the table: gets the code', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const { question, proof } = await signIns.question(user, key);
  await signIns.changeBrowser(user, key.id, { expiresAt: { N: `${Date.now() - 1}` } });
  expect(await signIns.answer(user, question, key.prove(proof))).toBe(false);
  const asked = await signIns.password(user, key);
  expect(asked.ChallengeParameters?.challenge).toBe('EMAIL_CODE');
});

// Fails if Create asks for a key again after an answer.
test('a failed proof: one code is mailed in the same sign-in, and no key is asked for again', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const { question } = await signIns.question(user, key);
  const before = (await mailsTo(stack, user.email)).at(-1);
  const asked = await triggers.create(user, {
    previous: [answered(question)],
    clientMetadata: { browser: key.id, ...newBinding() },
  });
  expect(asked.publicChallengeParameters).toMatchObject({
    challenge: 'EMAIL_CODE',
    outcome: 'CODE_SENT',
  });
  const code = codeIn(await codeMail(stack, user.email, before));
  expect(await signIns.answer(user, asked, code)).toBe(true);
});

// Fails if the pass of a proof is not bound to the request that brought it.
test('mixed client: a password sign-in at the moment of a proof gets no tokens', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const { question, proof } = await signIns.question(user, key);
  const mine = newBinding();
  expect(await signIns.answer(user, question, key.prove(proof), mine)).toBe(true);
  for (const clientMetadata of [undefined, newBinding()]) {
    await expect(
      triggers.release(user, { clientMetadata: clientMetadata as never }),
    ).rejects.toThrow('EmailMfaRequired');
  }
  await triggers.release(user, { clientMetadata: mine });
});

// Fails if a proof, or tokens alone, could add a key.
test('a key added by a session thief: none without a code', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const { question, proof } = await signIns.question(user, key);
  const another = { ...newBinding(), rememberKey: newBrowserKey().publicKey };
  expect(await signIns.answer(user, question, key.prove(proof), another)).toBe(true);
  expect(await signIns.remembered(user)).toEqual([key.id]);
});

test('table reader: the record and the stream hold public halves, and nothing that signs', async () => {
  const user = await createUser(stack);
  const key = await signIns.given(user);
  const step = await signIns.password(user, key);
  const everything = spellOut([await table.everyRecord(), await table.everyStreamRecord()]);
  expect(everything).toContain(key.publicKey);
  expect(everything).not.toContain(step.ChallengeParameters?.nonce);
  const answer = newBrowserKey().prove(signIns.proofFor(step));
  const refused = await client.answer(step, answer);
  expect(refused.ChallengeParameters?.challenge).toBe('EMAIL_CODE');
});

// What is left: who writes the table can add a key of their own. The password they still need.
test('table writer: an added key does not replace the password', async () => {
  const user = await createUser(stack);
  await signIns.given(user);
  const session = [{ challengeName: 'CUSTOM_CHALLENGE', challengeResult: true }];
  expect(await triggers.define(user, { session })).toMatchObject({ failAuthentication: true });
  await expect(client.password({ ...user, password: 'Wrong-Password-1' })).rejects.toThrow(
    'Incorrect username or password',
  );
});
