import { deployedResources } from './deployed-stack';

/** Commands that delete what has deletion protection. */
const DELETE: Record<string, (id: string) => string> = {
  'AWS::DynamoDB::Table': (id) =>
    `aws dynamodb update-table --table-name ${id} --no-deletion-protection-enabled && aws dynamodb delete-table --table-name ${id}`,
  'AWS::Cognito::UserPool': (id) =>
    `aws cognito-idp update-user-pool --user-pool-id ${id} --deletion-protection INACTIVE && aws cognito-idp delete-user-pool --user-pool-id ${id}`,
};

/**
 * What a failed deployment created and then did not delete: one line each, with the command that deletes it.
 * The next deployment creates it anew and does not use it.
 */
export async function leftBehind(region: string): Promise<string[]> {
  const resources = await deployedResources(region);
  return resources
    .filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED')
    .map(({ ResourceType = '', PhysicalResourceId: id = '' }) => {
      const command = DELETE[ResourceType]?.(id) ?? 'delete it in the console';
      return `Left behind, and not used by the next deployment: ${ResourceType} ${id}. To delete it: ${command}`;
    });
}
