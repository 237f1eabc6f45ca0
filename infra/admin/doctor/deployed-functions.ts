import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Guard } from '../../pool/app-clients';
import { textIn, type JsonObject } from '../../pool/json';
import type { TriggerArns } from '../../pool/lambda-config';

/** What a trigger's function tells of itself. */
export interface TriggerFunction {
  arn: string;
  /** False if the pool names a function that is gone. */
  exists: boolean;
  /** Name of the CloudFormation stack it belongs to. */
  stack: string | undefined;
  /** Its name in that stack's template. */
  logicalId: string | undefined;
  environment: Record<string, string>;
}

export type TriggerFunctions = Partial<Record<keyof TriggerArns, TriggerFunction>>;

export async function readFunctions(
  lambda: LambdaClient,
  arns: Partial<TriggerArns>,
): Promise<TriggerFunctions> {
  const read = Object.entries(arns).map(async ([trigger, arn]) => [
    trigger,
    await readFunction(lambda, arn),
  ]);
  return Object.fromEntries(await Promise.all(read)) as TriggerFunctions;
}

export async function readFunction(lambda: LambdaClient, arn: string): Promise<TriggerFunction> {
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

/** Our guard is known by what it can't run without: the table, and the claim that it gives. */
export function guardOf(pool: JsonObject, { preTokenGeneration }: TriggerFunctions): Guard {
  const {
    TABLE_NAME,
    CLAIM_NAME,
    UNGUARDED_CLIENT_IDS = '',
  } = preTokenGeneration?.environment ?? {};
  return {
    installed: Boolean(TABLE_NAME && CLAIM_NAME),
    unguardedClients: UNGUARDED_CLIENT_IDS.split(',').filter(Boolean),
    hasDomain: Boolean(textIn(pool, 'Domain') ?? textIn(pool, 'CustomDomain')),
  };
}
