import {
  paginateListStackResources,
  type CloudFormationClient,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';

/** Our functions have such logical ids, wherever an app contains the construct. */
const TRIGGER_FUNCTION =
  /(Triggers(DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallengeResponse|PreTokenGeneration)|AccountMailsCustomMessage|PasswordResetPostConfirmation)Function[0-9A-F]{8}$/;

/** The CloudFormation stack of the attachment: it proves what a request only claims. */
export class OwnStack {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly stackId: string,
  ) {}

  /** Whether CloudFormation is deleting a custom resource of the attachment. */
  async isDeleting(logicalId: string): Promise<boolean> {
    return (await this.resources()).some(
      ({ LogicalResourceId, ResourceType, ResourceStatus }) =>
        LogicalResourceId === logicalId &&
        ResourceType === 'Custom::EmailMfaTriggers' &&
        ResourceStatus === 'DELETE_IN_PROGRESS',
    );
  }

  /** Names of the stack's trigger functions, including those that an update is about to delete. */
  async triggerFunctions(): Promise<string[]> {
    return (await this.resources())
      .filter(({ LogicalResourceId = '' }) => TRIGGER_FUNCTION.test(LogicalResourceId))
      .map(({ PhysicalResourceId = '' }) => PhysicalResourceId);
  }

  private async resources(): Promise<StackResourceSummary[]> {
    const found: StackResourceSummary[] = [];
    const pages = paginateListStackResources({ client: this.client }, { StackName: this.stackId });
    for await (const page of pages) found.push(...(page.StackResourceSummaries ?? []));
    return found;
  }
}
