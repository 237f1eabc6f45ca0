import type { JsonObject } from '../existing-pool/json';
import { UserPoolApi } from '../existing-pool/user-pool-api';
import { UsageError } from './errors';
import type { Target } from './target';

/** @throws UsageError if there is no such pool */
export const describePool = (target: Target): Promise<JsonObject> =>
  inPool(target, new UserPoolApi(target.cognito, target.userPoolId).describe());

/**
 * The outcome of a call to the pool.
 * @throws UsageError if there is no such pool
 */
export async function inPool<T>({ userPoolId, region }: Target, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    throw new UsageError(`There is no user pool ${userPoolId} in ${region}.`);
  }
}
