import { currentStack } from '../support/current-stack';
import { inject } from '../support/calls';
import { codeMailedTo, wrongCode } from '../support/codes';
import { SrpClient } from '../support/srp-client';
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
  });

  test('while an answer is counted: no tokens, and no free guess', async () => {
    const user = await createUser(stack);
    const challenge = await client.password(user);
    const code = await codeMailedTo(stack, user.email);
    const mend = await inject(stack, { fault, service: 'dynamodb', contains: user.sub });
    await expect(client.answer(challenge, code)).rejects.toThrow(PLAIN);
    await mend();
    await expect(client.answer(challenge, code)).rejects.toThrow('Invalid session');
  });

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
  });

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
  });
});

test('DynamoDB failing after a wrong answer, before the lock is told: still wrong, still counted', async () => {
  const user = await createUser(stack);
  const challenge = await triggers.create(user);
  await table.fail(user.sub, 9);
  const mend = await inject(stack, {
    fault: 'error',
    service: 'dynamodb',
    operation: 'UpdateItem',
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
