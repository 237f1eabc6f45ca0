import { currentStack } from '../support/current-stack';
import { codeMail, codeMailedTo, wrongCode } from '../support/codes';
import { codeIn } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { createUser } from '../support/users';
import { newBinding } from '../../triggers/public-parameters';
import { challengeKey } from '../../triggers/store/keys';

const stack = currentStack();
const client = new SrpClient(stack);
const table = new TableAccess(stack);
const triggers = new Triggers(stack);
const heldOf = (challenge: { challengeMetadata: string }) =>
  JSON.parse(challenge.challengeMetadata);

// Fails if usedAt is not part of the conditions: the second answer would be right again.
test('replay of a used code: once the pass is taken, the code is worth nothing', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  await triggers.release(user);
  const otherRequest = { clientMetadata: newBinding() };
  expect(await triggers.verify(user, challenge, code, otherRequest)).toBe(false);
  await expect(triggers.release(user, otherRequest)).rejects.toThrow('EmailMfaRequired');
});

// Fails without isRepeated: a trigger that Cognito runs again would turn a right code into a wrong one.
test('the right answer stays right while its pass is untaken', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  await triggers.release(user);
});

// Fails if the code is looked up by user instead of by challenge.
test('code of another session of the same user: works only in the sign-in that asked for it', async () => {
  const user = await createUser(stack);
  const mine = await client.password(user);
  const myMail = await codeMail(stack, user.email);
  const other = await client.password(user);
  const otherMail = await codeMail(stack, user.email, myMail);
  const refused = await client.answer(mine, codeIn(otherMail));
  expect(refused.ChallengeParameters?.outcome).toBe('WRONG_CODE');
  const done = await client.answer(other, codeIn(otherMail));
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
});

// Fails if the MAC leaves out the challenge id, or the record's owner is not part of the condition.
test('code of another user: refused, also with that user’s challenge in hand', async () => {
  const [victim, attacker] = [await createUser(stack), await createUser(stack)];
  const theirs = await triggers.create(victim);
  const mine = await triggers.create(attacker);
  const myCode = await codeMailedTo(stack, attacker.email);
  const theirCode = await codeMailedTo(stack, victim.email);
  expect(await triggers.verify(victim, theirs, myCode)).toBe(false);
  expect(await triggers.verify(attacker, theirs, theirCode)).toBe(false);
  expect(await triggers.verify(victim, mine, myCode)).toBe(false);
  await expect(triggers.release(victim)).rejects.toThrow('EmailMfaRequired');
});

// Fails if expiry is left to the table's TTL, which may take two days.
test('expired code still in the table: refused', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  const past = Math.floor(Date.now() / 1000) - 1;
  await table.change(challengeKey(heldOf(challenge).id), { expiresAt: { N: `${past}` } });
  expect(await triggers.verify(user, challenge, code)).toBe(false);
  // By now the database may have cleaned up; where it has not, the answer was not even counted.
  expect((await table.challenge(heldOf(challenge).id))?.attempts?.N ?? '0').toBe('0');
});

// Fails if a resend leaves the older challenge answerable: a replayed session would still take its code.
test('old code after resend: dead, also in a replayed session', async () => {
  const user = await createUser(stack);
  const first = await triggers.create(user);
  const firstMail = await codeMail(stack, user.email);
  await table.coolDown(user.sub);
  const second = await triggers.resend(user, first);
  expect(second.publicChallengeParameters.outcome).toBe('CODE_SENT');
  const newCode = codeIn(await codeMail(stack, user.email, firstMail));
  expect(await triggers.verify(user, first, codeIn(firstMail))).toBe(false);
  expect(await triggers.verify(user, second, codeIn(firstMail))).toBe(false);
  expect(await triggers.verify(user, second, newCode)).toBe(true);
});

// Fails if a pass can be taken again once the request that took it has had time to repeat itself.
test('a pass is taken once', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  await triggers.verify(user, challenge, await codeMailedTo(stack, user.email));
  await triggers.release(user);
  await table.changePass(user.sub, { takenUntil: { N: `${Date.now() - 1}` } });
  await expect(triggers.release(user)).rejects.toThrow('EmailMfaRequired');
});

// Fails if the pass is not bound to the client, or does not run out.
test('a pass of another client, or one that has run out, opens nothing', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  await triggers.verify(user, challenge, await codeMailedTo(stack, user.email));
  await expect(triggers.release(user, { clientId: 'another' })).rejects.toThrow('EmailMfaRequired');
  const until = Number((await table.pass(user.sub))?.validUntil?.N);
  expect(until - Date.now()).toBeLessThanOrEqual(60_000);
  await table.changePass(user.sub, { validUntil: { N: `${Date.now() - 1}` } });
  await expect(triggers.release(user)).rejects.toThrow('EmailMfaRequired');
});

// Fails if countAttempt does not ask for the client: the code of one app would serve another.
test('code of another app client: refused, and no pass for it', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  const code = await codeMailedTo(stack, user.email);
  expect(await triggers.verify(user, challenge, code, { clientId: 'another' })).toBe(false);
  await expect(triggers.release(user, { clientId: 'another' })).rejects.toThrow('EmailMfaRequired');
});

describe('a trigger that Cognito runs again', () => {
  // Fails if a resend draws a new challenge each time: the code that was mailed would belong to no one.
  test('a resend comes to the same challenge, and the code that was mailed for it works', async () => {
    const user = await createUser(stack);
    const first = await triggers.create(user);
    const firstMail = await codeMail(stack, user.email);
    await table.coolDown(user.sub);
    await triggers.resend(user, first);
    const again = await triggers.resend(user, first);
    expect(again.publicChallengeParameters.outcome).toBe('CODE_SENT');
    const code = codeIn(await codeMail(stack, user.email, firstMail));
    expect(await triggers.verify(user, again, code)).toBe(true);
  });

  // Fails if isRepeated does not compare the code.
  test('a wrong code is wrong, though the pass of the right one lies there', async () => {
    const user = await createUser(stack);
    const challenge = await triggers.create(user);
    const code = await codeMailedTo(stack, user.email);
    expect(await triggers.verify(user, challenge, code)).toBe(true);
    expect(await triggers.verify(user, challenge, wrongCode(code))).toBe(false);
  });

  // Fails if isRepeated does not look at the end of the pass.
  test('a right code is worth nothing once its pass has run out', async () => {
    const user = await createUser(stack);
    const challenge = await triggers.create(user);
    const code = await codeMailedTo(stack, user.email);
    expect(await triggers.verify(user, challenge, code)).toBe(true);
    await table.changePass(user.sub, { validUntil: { N: `${Date.now() - 1}` } });
    expect(await triggers.verify(user, challenge, code)).toBe(false);
  });

  // Fails if isRepeated takes any pass of the user for its own.
  test('a used code does not live on the pass of another sign-in', async () => {
    const user = await createUser(stack);
    const first = await triggers.create(user);
    const firstMail = await codeMail(stack, user.email);
    const second = await triggers.create(user);
    const secondCode = codeIn(await codeMail(stack, user.email, firstMail));
    expect(await triggers.verify(user, first, codeIn(firstMail))).toBe(true);
    await triggers.release(user);
    expect(await triggers.verify(user, second, secondCode)).toBe(true);
    expect(await triggers.verify(user, first, codeIn(firstMail))).toBe(false);
  });
});
