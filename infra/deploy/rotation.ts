import { UsageError } from '../cli/errors';
import type { Settings } from '../settings/settings';
import { deployedStack } from './deployed-stack';
import type { Target } from './aws-account';

/** Milliseconds that the longest allowed life of a code lasts. */
const CODE_LIFE = 10 * 60_000;

/**
 * Whether the sealing keys may change from what is deployed to what is wanted, so that every code on its
 * way can still be opened, also while the deployment runs and if it is rolled back.
 * @param sinceUpdate milliseconds since the stack was last deployed
 * @returns one line on what to do instead; undefined if they may
 */
export function rotationProblem(
  deployed: string,
  wanted: string,
  sinceUpdate: number,
): string | undefined {
  const [before, after] = [deployed.split(','), wanted.split(',')];
  const [sealing = ''] = before;
  const [next = ''] = after;
  const change = `Setting sealingKeys is ${wanted}, and ${deployed} is deployed`;
  if (!after.includes(sealing)) {
    return `${change}: codes on their way are sealed with key ${sealing}. Deploy ${sealing},${next} first.`;
  }
  if (!before.includes(next)) {
    return `${change}: the mailer must know key ${next} before codes are sealed with it. Deploy ${sealing},${next} first.`;
  }
  if (before.some((key) => !after.includes(key)) && sinceUpdate < CODE_LIFE) {
    const minutes = Math.ceil((CODE_LIFE - sinceUpdate) / 60_000);
    return `${change}: codes of the key to retire may still be on their way. Deploy again in ${minutes} min.`;
  }
  return undefined;
}

/** @throws UsageError if the deployment would lose codes on their way */
export async function checkRotation({ sealingKeys }: Settings, { region }: Target): Promise<void> {
  const stack = await deployedStack(region);
  const deployed = stack?.Outputs?.find(
    ({ OutputKey }) => OutputKey === 'SealingKeys',
  )?.OutputValue;
  // Not deployed yet, or with what was kept of another: no code can be on its way.
  if (!deployed) return;
  const updated = (stack?.LastUpdatedTime ?? stack?.CreationTime)?.getTime() ?? Date.now();
  const problem = rotationProblem(deployed, sealingKeys, Date.now() - updated);
  if (problem) throw new UsageError(problem);
}
