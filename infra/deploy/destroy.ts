import { CommandError } from '../cli/errors';
import { parseSettings } from '../settings/settings';
import { STACK_NAME } from '../settings/stack-name';
import type { Tools } from './deploy';
import { preflight } from './preflight';
import { deployedResources, retainedResources } from './deployed-stack';
import { findEnvironment } from './aws-environment';

export interface DestroyTools extends Pick<Tools, 'cdk' | 'print'> {
  /** Asks for confirmation. */
  confirm(question: string): Promise<boolean>;
}

/**
 * Deletes the stack. Resources that hold users or keys stay, unless `removal=destroy` is given. The stack is then
 * deployed with that setting first, because CloudFormation follows the deployed template.
 * @param given settings by name, the same as for the deployment
 */
export async function destroy(given: Record<string, string>, tools: DestroyTools): Promise<void> {
  const { cdk, print, confirm } = tools;
  const settings = parseSettings(given);
  const environment = await findEnvironment();
  const { account, region } = environment;
  if ((await deployedResources(region)).length === 0) {
    throw new CommandError(`Stack ${STACK_NAME} does not exist in ${region}.`);
  }
  const keeps = settings.removal === 'retain';
  if (keeps) await printWhatStays(region, print);
  else print('Everything will be deleted, including all users and the key that seals codes.');
  if (!(await confirm(`Delete ${STACK_NAME} in ${region} of account ${account}?`))) {
    print('Nothing was deleted.');
    return;
  }
  if (!keeps) {
    await preflight(settings, environment);
    await cdk(['deploy', STACK_NAME, '--require-approval', 'never'], given);
  }
  await cdk(['destroy', STACK_NAME, '--force'], given);
  print(`${STACK_NAME} is deleted.`);
}

async function printWhatStays(region: string, print: Tools['print']): Promise<void> {
  const kept = await retainedResources(region);
  for (const { ResourceType, PhysicalResourceId } of kept) {
    print(`Not deleted: ${ResourceType} ${PhysicalResourceId}`);
  }
  if (kept.length === 0) return;
  print(
    'Nobody can sign in to the remaining pool, because its triggers are deleted. To delete these resources as well, run',
  );
  print('npm run destroy -- -c removal=destroy with the settings of the deployment.');
}
