import { objectIn } from '../pool/json';
import { installedTriggers } from '../pool/lambda-config';
import type { ResourceIds } from '../local/aws/cloudformation/template';
import { readFunctions, type TriggerFunctions } from './doctor/deployed-functions';
import { UsageError } from '../cli/errors';
import { describePool } from './pool';
import type { Target } from './deployment';

/** What the second factor of a pool consists of, as deployed; each part throws UsageError if it is not there. */
export interface StackResources {
  stackName: string;
  /** The four triggers, with their environment. */
  functions: TriggerFunctions;
  tableName: string;
  /** URL of the queue for mails that were given up. */
  failuresQueueUrl: string;
  /** Name of the function that mails the codes. */
  sendCodeName: string;
  configurationSetName: string;
  /** Name of the function that keeps the audit trail. */
  auditTrailName: string;
}

/**
 * Finds the second factor behind a pool: from its triggers to their stack, and from there to the rest.
 * @throws UsageError if there is no such pool, or no second factor on it
 */
export async function findStack(target: Target): Promise<StackResources> {
  const pool = await describePool(target);
  const arns = installedTriggers(objectIn(pool, 'LambdaConfig'));
  const functions = await readFunctions(target.lambda, arns);
  const { stack: stackName, logicalId } = functions.createAuthChallenge ?? {};
  if (!stackName || !logicalId || !logicalId.includes(CREATE)) {
    throw new UsageError(
      `User pool ${target.userPoolId} has no second factor of this project: npm run doctor tells more.`,
    );
  }
  const resources = await target.listResources(stackName);
  const find = finder(resources, logicalId);
  // Each is looked for when it is asked for: a part that an older deployment lacks must not stop the others.
  return {
    stackName,
    functions,
    get tableName() {
      return find('AWS::DynamoDB::Table', 'Table');
    },
    get failuresQueueUrl() {
      return find('AWS::SQS::Queue', 'MailerFailures');
    },
    get sendCodeName() {
      return find('AWS::Lambda::Function', 'MailerSendCodeFunction');
    },
    get configurationSetName() {
      return find('AWS::SES::ConfigurationSet', 'MailerEventsMails');
    },
    get auditTrailName() {
      return find('AWS::Lambda::Function', 'AuditAuditTrailFunction');
    },
  };
}

const CREATE = 'TriggersCreateAuthChallengeFunction';

/**
 * Finds physical ids by type and path within the construct `EmailMfa`. An app may hold it anywhere, and more
 * than once, beside things of its own: what belongs to one has logical ids that begin alike.
 * @param createLogicalId logical id of its Create function
 */
export function finder(resources: ResourceIds[], createLogicalId: string) {
  const construct = createLogicalId.slice(0, createLogicalId.lastIndexOf(CREATE));
  return (type: string, path: string): string => {
    // The CDK ends every logical id with eight digits.
    const pattern = new RegExp(`^${construct}${path}[0-9A-F]{8}$`);
    const found = resources.find(
      (resource) => resource.type === type && pattern.test(resource.logicalId),
    );
    if (!found) {
      throw new UsageError(
        `The stack has no ${type} ${construct}${path}: was it deployed from another version?`,
      );
    }
    return found.physicalId;
  };
}
