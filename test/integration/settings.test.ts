import { setTimeout } from 'node:timers/promises';

import { codeMail, codeMailedTo, wrongCode } from '../support/codes';
import { codeIn } from '../support/inbox';
import { startStack, type RunningStack } from '../support/stack';
import { SrpClient, type Step } from '../support/srp-client';
import { createUser } from '../support/users';

let stack: RunningStack;
let client: SrpClient;
beforeAll(async () => {
  stack = await startStack({
    settings: { codeLength: '8', codeLifetime: '2', maxAttempts: '5', resendCooldown: '1' },
  });
  client = new SrpClient(stack.facts);
}, 60_000);
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
