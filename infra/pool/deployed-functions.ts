import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Guard } from './app-clients';
import { textIn, type JsonObject } from './json';
import type { TriggerArns } from './lambda-config';

/** A deployed function behind a trigger. */
export interface TriggerFunction {
  arn: string;
  /** False if the function was deleted. */
  exists: boolean;
  /** Name of its CloudFormation stack. */
  stack: string | undefined;
  /** Its logical id in that stack. */
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

/** Reads the guard's settings. Its environment identifies it: the table and the claim that it adds. */
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
