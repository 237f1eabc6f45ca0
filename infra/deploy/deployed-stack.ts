import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import { STACK_NAME } from '../settings/stack-name';

/** Resources of the deployed stack; empty if it is not deployed. */
export async function deployedResources(region: string): Promise<StackResource[]> {
  const cloudFormation = new CloudFormationClient({ region });
  const command = new DescribeStackResourcesCommand({ StackName: STACK_NAME });
  const found = await cloudFormation.send(command).catch(ifThereIsNone);
  return found?.StackResources ?? [];
}

/** The deployed stack; undefined if it is not deployed. */
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

/** Resources that stay when the stack is deleted. */
export async function retainedResources(region: string): Promise<StackResource[]> {
  const deployed = await deployedResources(region);
  if (deployed.length === 0) return [];
  const { TemplateBody = '{}' } = await new CloudFormationClient({ region }).send(
    new GetTemplateCommand({ StackName: STACK_NAME }),
  );
  const { Resources } = JSON.parse(TemplateBody) as {
    Resources: Record<string, { DeletionPolicy?: string }>;
  };
  return deployed.filter(({ LogicalResourceId = '' }) =>
    // Retain, or RetainExceptOnCreate.
    Resources[LogicalResourceId]?.DeletionPolicy?.startsWith('Retain'),
  );
}
