import type { JsonObject } from '../pool/json';
import { UserPoolApi } from '../pool/user-pool-api';
import { UsageError } from '../cli/errors';
import type { Target } from './deployment';

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
