import { currentStack } from '../support/current-stack';
import { callsOf, inject } from '../support/calls';
import { codeMailedTo, wrongCode } from '../support/codes';
import { mailsTo } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { TableAccess } from '../support/table';
import { answered, Triggers } from '../support/triggers';
import { createUser } from '../support/users';

const stack = currentStack();
const client = new SrpClient(stack);
const table = new TableAccess(stack);
const triggers = new Triggers(stack);
const PLAIN =
  /failed with error EmailMfaUnavailable: Sign-in is temporarily unavailable\. Try again later\.$/;

const FAULTS = ['error', 'hang', 'throttle', 'drop-response'] as const;

describe.each(FAULTS)('DynamoDB: %s', (fault) => {
  test('while a code is made: no challenge, one plain message', async () => {
    const user = await createUser(stack);
    const mend = await inject(stack, { fault, service: 'dynamodb', contains: user.sub });
    await expect(client.password(user)).rejects.toThrow(PLAIN);
    await mend();
    expect((await client.password(user)).ChallengeName).toBe('CUSTOM_CHALLENGE');
  }, 30_000);

  test('while an answer is counted: no tokens, and no free guess', async () => {
    const user = await createUser(stack);
    const challenge = await client.password(user);
    const code = await codeMailedTo(stack, user.email);
    const mend = await inject(stack, { fault, service: 'dynamodb', contains: user.sub });
    await expect(client.answer(challenge, code)).rejects.toThrow(PLAIN);
    await mend();
    await expect(client.answer(challenge, code)).rejects.toThrow('Invalid session');
  }, 30_000);

  test('while the code is spent: no tokens, and the attempt stays counted', async () => {
    const user = await createUser(stack);
    const challenge = await triggers.create(user);
    const { id } = JSON.parse(challenge.challengeMetadata);
    const code = await codeMailedTo(stack, user.email);
    const mend = await inject(stack, {
      fault,
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      contains: user.sub,
      skip: 1,
    });
    await expect(triggers.verify(user, challenge, wrongCode(code))).rejects.toThrow(
      'EmailMfaUnavailable',
    );
    await mend();
    expect((await table.challenge(id))?.attempts?.N).toBe('1');
    expect((await table.user(user.sub))?.failures?.SS).toHaveLength(1);
  }, 30_000);

  test('while the pass is taken: no tokens', async () => {
    const user = await createUser(stack);
    const challenge = await client.password(user);
    const code = await codeMailedTo(stack, user.email);
    const mend = await inject(stack, {
      fault,
      service: 'dynamodb',
      operation: 'UpdateItem',
      contains: user.sub,
    });
    await expect(client.answer(challenge, code)).rejects.toThrow(PLAIN);
    await mend();
  }, 30_000);
});

test('DynamoDB failing after a wrong answer, before the lock is told: still wrong, still counted', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  await table.fail(user.sub, 9);
  const mend = await inject(stack, {
    fault: 'error',
    service: 'dynamodb',
    operation: 'GetItem',
    contains: user.sub,
  });
  await expect(triggers.verify(user, challenge, '000000')).rejects.toThrow('EmailMfaUnavailable');
  await mend();
  await expect(triggers.verify(user, challenge, '000000')).rejects.toThrow('EmailMfaLocked');
  await expect(
    triggers.create(user, { previous: [answered(challenge)], clientMetadata: {} }),
  ).resolves.toMatchObject({ publicChallengeParameters: { outcome: 'WRONG_CODE' } });
  await expect(triggers.create(user)).rejects.toThrow('EmailMfaLocked');
});

describe('KMS failing at a cold start', () => {
  let fresh: RunningStack;
  beforeAll(async () => {
    fresh = await startStack();
  }, 60_000);
  afterAll(() => fresh?.stop());

  test('while the public key is fetched: no challenge, and the next try fetches it', async () => {
    const user = await createUser(fresh.facts);
    const newcomer = new SrpClient(fresh.facts);
    const mend = await inject(fresh.facts, { fault: 'error', service: 'kms' });
    await expect(newcomer.password(user)).rejects.toThrow(PLAIN);
    await mend();
    expect((await newcomer.password(user)).ChallengeName).toBe('CUSTOM_CHALLENGE');
    const fetches = await callsOf(fresh.facts, { operation: 'GetPublicKey' });
    expect(fetches.filter(({ fault }) => !fault)).toHaveLength(1);
    await newcomer.password(user);
    expect(await callsOf(fresh.facts, { operation: 'GetPublicKey' })).toEqual(fetches);
  }, 30_000);
});

describe.each(['error', 'hang', 'reject'] as const)('KMS: %s', (fault) => {
  test('while a code is unsealed for the mail: no mail until it is back, then one', async () => {
    const mend = await inject(stack, { fault, service: 'kms', operation: 'Decrypt' });
    const user = await createUser(stack);
    await triggers.create(user);
    await mend();
    await codeMailedTo(stack, user.email);
    expect(await mailsTo(stack, user.email)).toHaveLength(1);
  }, 30_000);
});
