import type { JsonObject } from '../pool/json';
import { UserPoolApi } from '../pool/user-pool-api';
import { CommandError } from '../cli/errors';
import type { Deployment } from './deployment';

/** @throws CommandError if the pool does not exist */
export const describePool = (deployment: Deployment): Promise<JsonObject> =>
  inPool(deployment, new UserPoolApi(deployment.cognito, deployment.userPoolId).describe());

/**
 * Awaits a call to the pool.
 * @throws CommandError if the pool does not exist
 */
export async function inPool<T>({ userPoolId, region }: Deployment, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    throw new CommandError(`There is no user pool ${userPoolId} in ${region}.`);
  }
}
