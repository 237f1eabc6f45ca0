import type { JsonObject } from '../existing-pool/json';
import { UserPoolApi } from '../existing-pool/user-pool-api';
import { UsageError } from './errors';
import type { Target } from './target';

/** @throws UsageError if there is no such pool */
export async function describePool({ cognito, userPoolId, region }: Target): Promise<JsonObject> {
  try {
    return await new UserPoolApi(cognito, userPoolId).describe();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    throw new UsageError(`There is no user pool ${userPoolId} in ${region}.`);
  }
}
