import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import { STACK_NAME } from '../settings/stack-name';

/** The resources of the deployed stack; none if it is not deployed. */
export async function deployedResources(region: string): Promise<StackResource[]> {
  const cloudFormation = new CloudFormationClient({ region });
  const command = new DescribeStackResourcesCommand({ StackName: STACK_NAME });
  const found = await cloudFormation.send(command).catch(ifThereIsNone);
  return found?.StackResources ?? [];
}

/** The deployed stack itself; undefined if it is not deployed. */
export async function deployedStack(region: string): Promise<Stack | undefined> {
  const cloudFormation = new CloudFormationClient({ region });
  const command = new DescribeStacksCommand({ StackName: STACK_NAME });
  const found = await cloudFormation.send(command).catch(ifThereIsNone);
  return found?.Stacks?.[0];
}

function ifThereIsNone(error: unknown): undefined {
  if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
  throw error;
}

/** What of the deployed stack stays when it is deleted. */
export async function retainedResources(region: string): Promise<StackResource[]> {
  const deployed = await deployedResources(region);
  if (deployed.length === 0) return [];
  const { TemplateBody = '{}' } = await new CloudFormationClient({ region }).send(
    new GetTemplateCommand({ StackName: STACK_NAME }),
  );
  const { Resources } = JSON.parse(TemplateBody) as {
    Resources: Record<string, { DeletionPolicy?: string }>;
  };
  return deployed.filter(
    ({ LogicalResourceId = '' }) => Resources[LogicalResourceId]?.DeletionPolicy === 'Retain',
  );
}
