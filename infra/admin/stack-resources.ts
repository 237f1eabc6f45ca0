import { objectIn } from '../pool/json';
import { installedTriggers } from '../pool/lambda-config';
import type { StackResource } from '../cli/stack-file';
import { readFunctions } from '../pool/deployed-functions';
import type { TriggerFunctions } from '../pool/second-factor';
import { CommandError } from '../cli/errors';
import { describePool } from './pool';
import type { Deployment } from './deployment';

/** The resources that commands use: type, and path below the construct `EmailMfa`. */
const RESOURCES = {
  table: ['AWS::DynamoDB::Table', 'Table'],
  /** Holds what could not be mailed or written down; its physical id is its URL. */
  failuresQueue: ['AWS::SQS::Queue', 'MailerFailures'],
  sendCode: ['AWS::Lambda::Function', 'MailerSendCodeFunction'],
  configurationSet: ['AWS::SES::ConfigurationSet', 'MailerEventsMails'],
  auditTrail: ['AWS::Lambda::Function', 'AuditAuditTrailFunction'],
} as const;
type ResourceName = keyof typeof RESOURCES;

/**
 * The physical id of a resource of the second factor.
 * @throws CommandError if the stack does not have it, as with a deployment of another version
 */
export type FindResource = (name: ResourceName) => string;

/** The deployed second factor of a pool. */
export interface DeployedStack {
  stackName: string;
  /** The four triggers, with their environment. */
  functions: TriggerFunctions;
  resource: FindResource;
}

/**
 * Finds the second factor of a pool: from its triggers to their stack, and from there to the rest.
 * @throws CommandError if there is no such pool, or it has no second factor of this project
 */
export async function findStack(deployment: Deployment): Promise<DeployedStack> {
  const pool = await describePool(deployment);
  const arns = installedTriggers(objectIn(pool, 'LambdaConfig'));
  const functions = await readFunctions(deployment.lambda, arns);
  const { stack: stackName, logicalId } = functions.createAuthChallenge ?? {};
  if (!stackName || !logicalId?.includes(CREATE)) {
    throw new CommandError(
      `User pool ${deployment.userPoolId} has no second factor of this project. Run npm run doctor for details.`,
    );
  }
  const resources = await deployment.listResources(stackName);
  return { stackName, functions, resource: finder(resources, logicalId) };
}

const CREATE = 'TriggersCreateAuthChallengeFunction';

/**
 * Finds physical ids by type and path within the construct `EmailMfa`. An app may contain the construct anywhere
 * and more than once, beside resources of its own. Logical ids of one construct share a prefix.
 * @param createLogicalId logical id of the construct's Create function
 */
export function finder(resources: StackResource[], createLogicalId: string): FindResource {
  const prefix = createLogicalId.slice(0, createLogicalId.lastIndexOf(CREATE));
  return (name) => {
    const [wantedType, path] = RESOURCES[name];
    // The CDK ends every logical id with eight hexadecimal digits.
    const pattern = new RegExp(`^${prefix}${path}[0-9A-F]{8}$`);
    const found = resources.find(
      ({ type, logicalId }) => type === wantedType && pattern.test(logicalId),
    );
    if (!found) {
      throw new CommandError(
        `The stack has no ${wantedType} ${prefix}${path}. Was it deployed from another version?`,
      );
    }
    return found.physicalId;
  };
}
