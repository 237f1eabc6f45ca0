import { UsageError } from '../cli/errors';
import { parseSettings } from '../settings/settings';
import { STACK_NAME } from '../settings/stack-name';
import type { Tools } from './deploy';
import { preflight } from './preflight';
import { deployedResources, retainedResources } from './deployed-stack';
import { findTarget } from './aws-account';

export interface DestroyTools extends Pick<Tools, 'cdk' | 'print'> {
  /** Whether the person agrees. */
  confirm(question: string): Promise<boolean>;
}

/**
 * Deletes the stack. What holds users or keys stays, unless `removal=destroy` is given: then the stack is
 * deployed with that first, as CloudFormation goes by the template that it has.
 * @param given settings by name, the same as for the deployment
 */
export async function destroy(given: Record<string, string>, tools: DestroyTools): Promise<void> {
  const { cdk, print, confirm } = tools;
  const settings = parseSettings(given);
  const target = await findTarget();
  const { account, region } = target;
  if ((await deployedResources(region)).length === 0) {
    throw new UsageError(`There is no stack ${STACK_NAME} in ${region}.`);
  }
  const keeps = settings.removal === 'retain';
  if (keeps) await tellWhatStays(region, print);
  else print('Everything is deleted: all users, and the key that codes are sealed with.');
  if (!(await confirm(`Delete ${STACK_NAME} in ${region} of account ${account}?`))) {
    print('Nothing was deleted.');
    return;
  }
  if (!keeps) {
    await preflight(settings, target);
    await cdk(['deploy', STACK_NAME, '--require-approval', 'never'], given);
  }
  await cdk(['destroy', STACK_NAME, '--force'], given);
  print(`${STACK_NAME} is deleted.`);
}

async function tellWhatStays(region: string, print: Tools['print']): Promise<void> {
  const kept = await retainedResources(region);
  for (const { ResourceType, PhysicalResourceId } of kept) {
    print(`Stays: ${ResourceType} ${PhysicalResourceId}`);
  }
  if (kept.length === 0) return;
  print('Nobody can sign in to a pool that stays, as its triggers go. To delete these as well:');
  print('npm run destroy -- -c removal=destroy, with the settings of the deployment');
}
