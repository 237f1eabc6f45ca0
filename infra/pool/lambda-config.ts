import type { ExtraTriggers } from './extra-triggers';
import { objectIn, textIn, without, type JsonObject } from './json';

/** The names of our triggers in a pool's LambdaConfig. */
export const TRIGGER_NAMES = {
  defineAuthChallenge: 'DefineAuthChallenge',
  createAuthChallenge: 'CreateAuthChallenge',
  verifyAuthChallengeResponse: 'VerifyAuthChallengeResponse',
  preTokenGeneration: 'PreTokenGeneration',
} as const;

export type TriggerName = keyof typeof TRIGGER_NAMES;
/** One value for each of the four triggers. */
export type ByTrigger<Value> = Record<TriggerName, Value>;
/** ARNs of the functions of the four triggers. */
export type TriggerArns = ByTrigger<string>;

export interface Triggers {
  arns: TriggerArns;
  preTokenGenerationVersion: string;
  /** The pool's own PreTokenGeneration function, which ours calls. */
  ownFunction?: string | undefined;
  /** Triggers that no sign-in depends on. */
  extras?: ExtraTriggers;
}

const TRIGGERS = Object.keys(TRIGGER_NAMES) as TriggerName[];

/** A trigger that we need runs another function. Cognito runs one function per trigger. */
export class TriggerTakenError extends Error {
  override name = 'TriggerTakenError';
}

/** The app's own PreTokenGeneration function would get another version of the event than it knows. */
export class EventVersionError extends Error {
  override name = 'EventVersionError';
}

/** What two custom sign-ins in one pool would need, for an error. */
export const TWO_SIGN_INS =
  'DefineAuthChallenge, CreateAuthChallenge and VerifyAuthChallengeResponse make one custom sign-in together. Two in one pool would need a function of yours for each of the three, which passes every event on by its app client (callerContext.clientId), and the clients of the other sign-in in unguardedClients. EmailMfa cannot share them: remove the other sign-in, or give each its own pool.';

const WAYS_OUT = `PreTokenGeneration: name your function in the prop preTokenGeneration, and ours calls it. ${TWO_SIGN_INS}`;

/**
 * The functions of the four triggers, where set. PreTokenGeneration has two fields: an older one with the ARN, and
 * one with the ARN and the version of the event. Cognito requires them to agree.
 */
export function installedTriggers(lambdaConfig: JsonObject): Partial<TriggerArns> {
  const arns = TRIGGERS.map((trigger) => [trigger, textIn(lambdaConfig, TRIGGER_NAMES[trigger])]);
  const guard = textIn(objectIn(lambdaConfig, 'PreTokenGenerationConfig'), 'LambdaArn');
  return Object.fromEntries(
    [...arns, ['preTokenGeneration', guard]].filter(([, arn]) => arn),
  ) as Partial<TriggerArns>;
}

/** Version of the event that PreTokenGeneration receives. */
export function preTokenGenerationVersion(lambdaConfig: JsonObject): string {
  return textIn(objectIn(lambdaConfig, 'PreTokenGenerationConfig'), 'LambdaVersion') ?? 'V1_0';
}

/**
 * Adds our four triggers to a pool's LambdaConfig and keeps all others.
 * @param replaceable ARNs of other functions that may be replaced: ours before an update
 * @throws TriggerTakenError that names every trigger that runs another function; EventVersionError if the app's own
 *   function would get another version of the event
 */
export function attach(
  lambdaConfig: JsonObject,
  { arns, preTokenGenerationVersion: LambdaVersion, ownFunction }: Triggers,
  replaceable: string[] = [],
): JsonObject {
  const ours = [...Object.values(arns), ...replaceable];
  const taken = TRIGGERS.flatMap((trigger) =>
    functionsOf(lambdaConfig, trigger)
      .filter((arn) => !ours.includes(arn))
      .filter((arn) => !(trigger === 'preTokenGeneration' && arn === ownFunction))
      .map((arn) => `${TRIGGER_NAMES[trigger]} runs ${arn}`),
  );
  if (taken.length > 0) {
    throw new TriggerTakenError(
      `The user pool already uses triggers that the second factor needs: ${[...new Set(taken)].join('; ')}. Cognito runs one function per trigger. ${WAYS_OUT}`,
    );
  }
  const version = preTokenGenerationVersion(lambdaConfig);
  const isOwn = functionsOf(lambdaConfig, 'preTokenGeneration').some((arn) => arn === ownFunction);
  if (isOwn && version !== LambdaVersion) {
    throw new EventVersionError(
      `The user pool calls ${ownFunction} with version ${version} of the event, and EmailMfa would call it with ${LambdaVersion}. Set the prop preTokenGenerationVersion to LambdaVersion.${version}.`,
    );
  }
  const named = TRIGGERS.map((trigger) => [TRIGGER_NAMES[trigger], arns[trigger]]);
  return {
    ...lambdaConfig,
    ...Object.fromEntries(named),
    PreTokenGenerationConfig: { LambdaArn: arns.preTokenGeneration, LambdaVersion },
  };
}

/**
 * Removes those of the four triggers that still run our functions: the reverse of attach(). The pool's own
 * PreTokenGeneration function gets its place back, with the version of the event that it now knows.
 */
export function detach(
  lambdaConfig: JsonObject,
  ours: TriggerArns,
  own?: Pick<Triggers, 'ownFunction' | 'preTokenGenerationVersion'>,
): JsonObject {
  const isOurs = (arn: string | undefined) =>
    arn !== undefined && Object.values(ours).includes(arn);
  const guard = textIn(objectIn(lambdaConfig, 'PreTokenGenerationConfig'), 'LambdaArn');
  const rest = without(lambdaConfig, [
    ...Object.values(TRIGGER_NAMES).filter((name) => isOurs(textIn(lambdaConfig, name))),
    ...(isOurs(guard) ? ['PreTokenGenerationConfig'] : []),
  ]);
  const { ownFunction: LambdaArn, preTokenGenerationVersion: LambdaVersion = '' } = own ?? {};
  if (!LambdaArn || !isOurs(installedTriggers(lambdaConfig).preTokenGeneration)) return rest;
  return {
    ...rest,
    PreTokenGeneration: LambdaArn,
    PreTokenGenerationConfig: { LambdaArn, LambdaVersion },
  };
}

/** The functions that the two fields of PreTokenGeneration name: more than one if they disagree. */
export const preTokenGenerationArns = (lambdaConfig: JsonObject): string[] => [
  ...new Set(functionsOf(lambdaConfig, 'preTokenGeneration')),
];

function functionsOf(lambdaConfig: JsonObject, trigger: TriggerName): string[] {
  const older = textIn(lambdaConfig, TRIGGER_NAMES[trigger]);
  const newer =
    trigger === 'preTokenGeneration' ? installedTriggers(lambdaConfig)[trigger] : undefined;
  return [older, newer].filter((arn) => arn !== undefined);
}
