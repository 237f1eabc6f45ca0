import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../../triggers/audit/log';
import { objectIn, type JsonObject } from './json';
import { lostFields, updateRequest } from './update-request';
import type { UserPoolApi } from './user-pool-api';

const UPDATE_TRIES = 5;
const DESCRIBE_TRIES = 5;

/** The update also changed other settings of the pool. */
export class PoolChangedError extends Error {
  override name = 'PoolChangedError';

  constructor(readonly fields: string[]) {
    super(
      `The triggers were set, but other settings of the user pool changed: ${fields.join(', ')}. The log event pool.before holds the pool as it was.`,
    );
  }
}

/**
 * Changes a pool's LambdaConfig and nothing else. Makes no call if nothing changes.
 *
 * Cognito has no conditional update: a change by someone else between our describe and our update is lost without
 * a trace. So the update follows the describe at once. The describe afterwards shows what Cognito reset, and
 * whether someone else overwrote our update.
 * @param pauseMs milliseconds between attempts
 * @returns the pool after the change
 * @throws what `change` throws; PoolChangedError
 */
export async function changeTriggers(
  api: UserPoolApi,
  change: (lambdaConfig: JsonObject, pool: JsonObject) => JsonObject,
  pauseMs: number,
): Promise<JsonObject> {
  for (let tries = 1; ; tries += 1) {
    const before = await api.describe();
    const current = objectIn(before, 'LambdaConfig');
    const wanted = change(current, before);
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

/** A describe right after an update may still return the old pool. */
async function settled(api: UserPoolApi, request: JsonObject, pauseMs: number) {
  for (let tries = 1; ; tries += 1) {
    const after = await api.describe();
    const lost = lostFields(request, after);
    if (lost.length === 0) return after;
    if (tries === DESCRIBE_TRIES) throw new PoolChangedError(lost);
    await sleep(pauseMs);
  }
}
