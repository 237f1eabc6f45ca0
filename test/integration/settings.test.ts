import { setTimeout } from 'node:timers/promises';

import { codeMail, codeMailedTo, wrongCode } from '../support/codes';
import { codeIn } from '../support/inbox';
import { newBrowserKey } from '../support/browser-keys';
import { BrowserSignIns } from '../support/remembered-browser';
import { startStack, type RunningStack } from '../support/stack';
import { SrpClient, type Step } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { createUser } from '../support/users';

let stack: RunningStack;
let client: SrpClient;
beforeAll(async () => {
  stack = await startStack({
    settings: {
      codeLength: '8',
      codeLifetime: '2',
      maxAttempts: '5',
      resendCooldown: '1',
      rememberBrowser: 'no',
    },
  });
  client = new SrpClient(stack.facts);
});
afterAll(() => stack?.stop());

/** Waits as long as each step says before it asks: early requests are rounds, and rounds are limited. */
async function resendWhenCooledDown(step: Step): Promise<Step> {
  for (let current = step; ;) {
    await setTimeout(Number(current.ChallengeParameters?.resendIn) * 1000);
    current = await client.resend(current);
    if (current.ChallengeParameters?.outcome === 'CODE_SENT') return current;
  }
}

test('the template drives the local stack: length, lifetime and attempts are as set', async () => {
  const user = await createUser(stack.facts);
  let step = await client.password(user);
  expect(step.ChallengeParameters).toMatchObject({ codeLength: '8', attemptsLeft: '5' });
  const expiresIn = Number(step.ChallengeParameters?.codeExpiresIn);
  expect(expiresIn).toBeGreaterThan(110);
  expect(expiresIn).toBeLessThanOrEqual(120);

  const code = await codeMailedTo(stack.facts, user.email);
  expect(code).toHaveLength(8);
  for (const left of ['4', '3', '2', '1']) {
    step = await client.answer(step, wrongCode(code));
    expect(step.ChallengeParameters?.attemptsLeft).toBe(left);
  }
  const done = await client.answer(step, code);
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});

test('old code after resend: only the newest code of a sign-in works', async () => {
  const user = await createUser(stack.facts);
  const first = await client.password(user);
  const oldMail = await codeMail(stack.facts, user.email);
  const second = await resendWhenCooledDown(first);
  expect(second.ChallengeParameters?.attemptsLeft).toBe('5');
  const newMail = await codeMail(stack.facts, user.email, oldMail);

  const third = await client.answer(second, codeIn(oldMail));
  expect(third.ChallengeParameters?.outcome).toBe('WRONG_CODE');
  const done = await client.answer(third, codeIn(newMail));
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});

// Fails if only the offer goes by the setting: in Create, in Verify with a code, or in Verify with a proof.
test('rememberBrowser=no: browsers are neither offered, kept nor accepted', async () => {
  const { facts } = stack;
  const signIns = new BrowserSignIns(facts);
  const user = await createUser(facts);
  const key = newBrowserKey();
  const step = await client.password(user);
  expect(step.ChallengeParameters?.rememberBrowser).toBe('no');
  const code = await codeMailedTo(facts, user.email);
  await client.answer(step, code, { rememberKey: key.publicKey });
  expect(await signIns.record(user)).toBeUndefined();

  // As it was remembered before the setting changed, and asked before that too.
  const now = Date.now();
  const times = { createdAt: { N: `${now}` }, lastUsedAt: { N: '0' }, provedNonceOf: { N: '0' } };
  const entry = {
    ...times,
    publicKey: { B: key.raw },
    clientId: { S: facts.clientId },
    expiresAt: { N: `${now + 60_000}` },
  };
  await new TableAccess(facts).put({
    ...signIns.keyOf(user),
    browsers: { M: { [key.id]: { M: entry } } },
  });
  const asked = await signIns.password(user, key);
  expect(asked.ChallengeParameters?.challenge).toBe('EMAIL_CODE');
  const question = {
    challenge: 'BROWSER_KEY',
    id: 'a-question',
    nonce: 'a-nonce',
    keyId: key.id,
    publicKey: key.publicKey,
    codeAt: now,
    createdAt: now,
    expiresAt: now + 60_000,
    client: {},
  };
  const { userPoolId, clientId } = facts;
  const proof = { challengeId: question.id, nonce: question.nonce, user: user.sub };
  const state = JSON.stringify(question);
  const challenge = {
    publicChallengeParameters: {},
    privateChallengeParameters: { challenge: state },
    challengeMetadata: state,
  };
  const signature = key.prove({ ...proof, userPoolId, clientId });
  expect(await signIns.answer(user, challenge, signature)).toBe(false);
});
