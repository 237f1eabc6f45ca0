import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { ExtraTrigger } from './extra-triggers';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { TRIGGER_NAMES, type TriggerArns, type TriggerName } from './lambda-config';
import {
  idsIn,
  type ExtraFunctions,
  type TriggerFunction,
  type TriggerFunctions,
} from './second-factor';

/** Reads the functions that a pool names for the four triggers. */
export async function readFunctions(
  lambda: LambdaClient,
  arns: Partial<TriggerArns>,
): Promise<TriggerFunctions> {
  const read = Object.entries(arns).map(async ([trigger, arn]) => {
    const found = await readFunction(lambda, arn);
    return [trigger, { ...found, ours: isOurs(trigger as TriggerName, found) }];
  });
  return Object.fromEntries(await Promise.all(read)) as TriggerFunctions;
}

const LOGICAL_IDS: Record<ExtraTrigger, string> = {
  customMessage: 'AccountMailsCustomMessageFunction',
  postConfirmation: 'PasswordResetPostConfirmationFunction',
};

/** Reads the functions of the triggers that no sign-in depends on. */
export async function readExtras(
  lambda: LambdaClient,
  arns: Partial<Record<ExtraTrigger, string>>,
): Promise<ExtraFunctions> {
  const read = Object.entries(arns).map(async ([trigger, arn]) => {
    const { logicalId = '' } = await readFunction(lambda, arn);
    return [trigger, { arn, ours: logicalId.includes(LOGICAL_IDS[trigger as ExtraTrigger]) }];
  });
  return Object.fromEntries(await Promise.all(read)) as ExtraFunctions;
}

/** Ids of the unguarded clients that the guard reads from a parameter; none without one. */
export async function readLearntClients(
  ssm: SSMClient,
  { preTokenGeneration }: TriggerFunctions,
): Promise<string[]> {
  const Name =
    preTokenGeneration?.ours && preTokenGeneration.environment.UNGUARDED_CLIENTS_PARAMETER;
  if (!Name) return [];
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
  return idsIn(Parameter?.Value);
}

/** Ours is known by its logical id, and the guard by what it cannot run without: the table and the claim. */
function isOurs(trigger: TriggerName, { logicalId, environment }: DeployedFunction): boolean {
  if (!logicalId?.includes(`Triggers${TRIGGER_NAMES[trigger]}Function`)) return false;
  const isGuard = trigger === 'preTokenGeneration';
  return !isGuard || Boolean(environment.TABLE_NAME && environment.CLAIM_NAME);
}

type DeployedFunction = Omit<TriggerFunction, 'ours'>;

export async function readFunction(lambda: LambdaClient, arn: string): Promise<DeployedFunction> {
  try {
    const { Configuration, Tags } = await lambda.send(
      new GetFunctionCommand({ FunctionName: arn }),
    );
    return {
      arn,
      exists: true,
      stack: Tags?.['aws:cloudformation:stack-name'],
      logicalId: Tags?.['aws:cloudformation:logical-id'],
      environment: Configuration?.Environment?.Variables ?? {},
    };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    return { arn, exists: false, stack: undefined, logicalId: undefined, environment: {} };
  }
}
