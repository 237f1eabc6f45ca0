import { installedExtras, type ExtraTrigger } from './extra-triggers';
import { textIn, objectIn, type JsonObject } from './json';
import { installedTriggers, TRIGGER_NAMES, type TriggerName } from './lambda-config';
import type { PoolSettings } from './pool-environment';

/** A function that a pool names for one of the four triggers. */
export interface TriggerFunction {
  arn: string;
  /** Whether it is the function of the second factor for this trigger. */
  ours: boolean;
  /** False if the function was deleted. */
  exists: boolean;
  /** Name of its CloudFormation stack. */
  stack: string | undefined;
  /** Its logical id in that stack. */
  logicalId: string | undefined;
  environment: Record<string, string>;
}

export type TriggerFunctions = Partial<Record<TriggerName, TriggerFunction>>;

export type ExtraFunctions = Partial<Record<ExtraTrigger, { arn: string; ours: boolean }>>;

/** The second factor of a pool: the functions that the pool names, and the settings that decide about its clients. */
export interface SecondFactor {
  functions: TriggerFunctions;
  /** The functions of the triggers that no sign-in depends on. */
  extras: ExtraFunctions;
  unguardedClients: string[];
  bindsPass: boolean;
  /** Seconds; undefined if unknown. */
  codeLifetime: number | undefined;
}

/**
 * The second factor as the functions found on the pool are configured.
 * @param learntClients unguarded clients that the guard reads from a parameter
 */
export function secondFactorOf(
  functions: TriggerFunctions,
  extras: ExtraFunctions = {},
  learntClients: string[] = [],
): SecondFactor {
  const guard = functions.preTokenGeneration?.environment ?? {};
  const create = functions.createAuthChallenge?.environment ?? {};
  return {
    functions,
    extras,
    unguardedClients: [...idsIn(guard.UNGUARDED_CLIENT_IDS), ...learntClients],
    bindsPass: guard.PASS_BINDING === 'required',
    codeLifetime: Number(create.CODE_LIFETIME_SECONDS) || undefined,
  };
}

/** The second factor as a deployment knows it: its functions are ours, any other on the pool is not. */
export function secondFactorFor(
  pool: JsonObject,
  { triggers: { arns, extras: ours = {} }, ...settings }: PoolSettings,
): SecondFactor {
  const config = objectIn(pool, 'LambdaConfig');
  const found = installedTriggers(config);
  const functions = Object.entries(found).map(([trigger, arn]) => [
    trigger,
    {
      arn,
      ours: arn === arns[trigger as TriggerName],
      exists: true,
      stack: undefined,
      logicalId: undefined,
      environment: {},
    } satisfies TriggerFunction,
  ]);
  const extras = Object.entries(installedExtras(config)).map(([trigger, arn]) => [
    trigger,
    { arn, ours: arn === ours[trigger as ExtraTrigger]?.arn },
  ]);
  return {
    ...settings,
    functions: Object.fromEntries(functions) as TriggerFunctions,
    extras: Object.fromEntries(extras) as ExtraFunctions,
  };
}

/** Names of triggers that run no function, and of those that run another one than ours. */
export function brokenTriggers(functions: TriggerFunctions): {
  missing: string[];
  foreign: string[];
} {
  const named = Object.entries(TRIGGER_NAMES).map(([key, name]) => ({
    name,
    found: functions[key as TriggerName],
  }));
  return {
    missing: named.filter(({ found }) => !found).map(({ name }) => name),
    foreign: named.filter(({ found }) => found && !found.ours).map(({ name }) => name),
  };
}

export const hasDomain = (pool: JsonObject): boolean =>
  Boolean(textIn(pool, 'Domain') ?? textIn(pool, 'CustomDomain'));

/** Client ids in an environment variable. */
export const idsIn = (text = ''): string[] => text.split(',').filter(Boolean);
