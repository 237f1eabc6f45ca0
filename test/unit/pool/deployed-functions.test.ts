import type { LambdaClient } from '@aws-sdk/client-lambda';
import { readFunctions } from '../../../infra/pool/deployed-functions';

const ENVIRONMENT = { TABLE_NAME: 'table', CLAIM_NAME: 'email_mfa' };

/** Reads one function as Lambda describes it. */
async function isOurs(
  trigger: 'preTokenGeneration' | 'defineAuthChallenge',
  logicalId: string | undefined,
  Variables: Record<string, string> = ENVIRONMENT,
) {
  const Tags = logicalId && { 'aws:cloudformation:logical-id': logicalId };
  const send = () => Promise.resolve({ Configuration: { Environment: { Variables } }, Tags });
  const found = await readFunctions({ send } as unknown as LambdaClient, { [trigger]: 'arn:one' });
  return found[trigger]?.ours;
}
const GUARD = 'MfaTriggersPreTokenGenerationFunction0123ABCD';

test('the functions of the second factor are known by their logical ids', async () => {
  expect(await isOurs('preTokenGeneration', GUARD)).toBe(true);
  const define = 'MfaTriggersDefineAuthChallengeFunction0123ABCD';
  expect(await isOurs('defineAuthChallenge', define, {})).toBe(true);
});

// Fails if any function on the trigger counts as the guard: a pool without a second factor would look guarded.
test.each<[string, string | undefined, Record<string, string>]>([
  ['of no stack', undefined, ENVIRONMENT],
  ['of another name', 'ClaimsFunction0123ABCD', ENVIRONMENT],
  ['of another trigger of ours', 'MfaTriggersDefineAuthChallengeFunction0123ABCD', ENVIRONMENT],
  ['that has no table', GUARD, { CLAIM_NAME: 'email_mfa' }],
  ['that has no claim', GUARD, { TABLE_NAME: 'table' }],
])('a function %s is not the guard', async (_, logicalId, environment) => {
  expect(await isOurs('preTokenGeneration', logicalId, environment)).toBe(false);
});
