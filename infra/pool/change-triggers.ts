import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../../triggers/audit/log';
import { objectIn, type JsonObject } from './json';
import { lostFields, updateRequest } from './update-request';
import type { UserPoolApi } from './user-pool-api';

const UPDATE_TRIES = 5;
const DESCRIBE_TRIES = 5;

/** After the update, something else of the pool is not as it was. */
export class PoolChangedError extends Error {
  override name = 'PoolChangedError';

  constructor(readonly fields: string[]) {
    super(
      `The triggers were set, but the user pool is not otherwise as before: ${fields.join(', ')}. The log holds the pool as it was, in the event pool.before.`,
    );
  }
}

/**
 * Changes a pool's LambdaConfig and nothing else; makes no update if nothing changes.
 *
 * Cognito knows no condition for an update: what someone else changes between our describe and our update
 * is overwritten, and nothing shows it. So the two follow each other at once, without waiting for anything.
 * The describe afterwards shows what Cognito reset, and an update of someone else's that overwrote ours.
 * @param pauseMs milliseconds between tries
 * @returns the pool as it now is
 * @throws what `change` throws; PoolChangedError
 */
export async function changeTriggers(
  api: UserPoolApi,
  change: (lambdaConfig: JsonObject) => JsonObject,
  pauseMs: number,
): Promise<JsonObject> {
  for (let tries = 1; ; tries += 1) {
    const before = await api.describe();
    const current = objectIn(before, 'LambdaConfig');
    const wanted = change(current);
    if (isDeepStrictEqual(wanted, current)) return before;

    const request = updateRequest(before, wanted);
    log('pool.before', { userPoolId: api.userPoolId, pool: JSON.stringify(before) });
    try {
      await api.update(request);
    } catch (error) {
      const busy = error instanceof Error && error.name === 'ConcurrentModificationException';
      if (!busy || tries === UPDATE_TRIES) throw error;
      await sleep(pauseMs);
      continue;
    }
    return settled(api, request, pauseMs);
  }
}

/** A describe right after an update may still tell the pool of before. */
async function settled(api: UserPoolApi, request: JsonObject, pauseMs: number) {
  for (let tries = 1; ; tries += 1) {
    const after = await api.describe();
    const lost = lostFields(request, after);
    if (lost.length === 0) return after;
    if (tries === DESCRIBE_TRIES) throw new PoolChangedError(lost);
    await sleep(pauseMs);
  }
}
