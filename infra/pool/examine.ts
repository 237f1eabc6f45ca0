import { judge, type Verdict } from './app-clients';
import { checkPool } from './checks';
import type { Finding } from './finding';
import { textIn, type JsonObject } from './json';
import { hasDomain, type SecondFactor } from './second-factor';
import type { UserPoolApi } from './user-pool-api';

export interface Examination {
  guardInstalled: boolean;
  verdicts: Verdict[];
  findings: Finding[];
}

/**
 * Examines a pool and all of its app clients. Doctor, attachment and guard watch share it.
 * @param pool as just described
 */
export async function examine(
  api: Pick<UserPoolApi, 'appClients' | 'replicaRegions'>,
  pool: JsonObject,
  factor: SecondFactor,
): Promise<Examination> {
  const guardInstalled = factor.functions.preTokenGeneration?.ours === true;
  const guard = { ...factor, installed: guardInstalled, hasDomain: hasDomain(pool) };
  const verdicts = (await api.appClients()).map((client) => judge(client, guard));
  // Cognito copies no pool of the Lite plan.
  const lite = textIn(pool, 'UserPoolTier') === 'LITE';
  const replicaRegions = lite ? [] : await api.replicaRegions();
  return {
    guardInstalled,
    verdicts,
    findings: checkPool({ pool, factor, verdicts, replicaRegions }),
  };
}

export const openClients = (verdicts: Verdict[]): Verdict[] =>
  verdicts.filter(({ state }) => state === 'open');
