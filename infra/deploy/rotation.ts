import { CommandError } from '../cli/errors';
import type { Settings } from '../settings/settings';
import { deployedStack } from './deployed-stack';
import type { AwsEnvironment } from './aws-environment';

/** Milliseconds: the longest lifetime that a code can have. */
const CODE_LIFETIME = 10 * 60_000;

/**
 * Checks that a change of the sealing keys leaves every pending code readable, also during the deployment and
 * after a rollback.
 * @param sinceUpdate milliseconds since the stack was last deployed
 * @returns one line on what to do instead; undefined if the change is safe
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
    return `${change}. Pending codes are sealed with key ${sealing}. Deploy ${sealing},${next} first.`;
  }
  if (!before.includes(next)) {
    return `${change}. The mailer must know key ${next} before codes are sealed with it. Deploy ${sealing},${next} first.`;
  }
  if (before.some((key) => !after.includes(key)) && sinceUpdate < CODE_LIFETIME) {
    const minutes = Math.ceil((CODE_LIFETIME - sinceUpdate) / 60_000);
    return `${change}. Codes sealed with the old key may still be pending. Deploy again in ${minutes} min.`;
  }
  return undefined;
}

/** @throws CommandError if the deployment would make pending codes unreadable */
export async function checkRotation(
  { sealingKeys }: Settings,
  { region }: AwsEnvironment,
): Promise<void> {
  const stack = await deployedStack(region);
  const deployed = stack?.Outputs?.find(
    ({ OutputKey }) => OutputKey === 'SealingKeys',
  )?.OutputValue;
  // The stack is not deployed yet, so no code can be pending.
  if (!deployed) return;
  const updated = (stack?.LastUpdatedTime ?? stack?.CreationTime)?.getTime() ?? Date.now();
  const problem = rotationProblem(deployed, sealingKeys, Date.now() - updated);
  if (problem) throw new CommandError(problem);
}
