import { objectIn, textIn, without, type JsonObject } from './json';

/**
 * Triggers of ours that no sign-in depends on, by their names in a pool's LambdaConfig: Cognito's own emails in our
 * layout, and what follows a password reset by email.
 */
export const EXTRA_TRIGGERS = {
  customMessage: 'CustomMessage',
  postConfirmation: 'PostConfirmation',
} as const;

export type ExtraTrigger = keyof typeof EXTRA_TRIGGERS;

/** ARNs of our function, and of the pool's own, which ours calls. */
export interface ExtraFunction {
  arn: string;
  ownFunction?: string | undefined;
}

export type ExtraTriggers = Partial<Record<ExtraTrigger, ExtraFunction>>;

const entriesOf = (extras: ExtraTriggers) =>
  Object.entries(extras) as [ExtraTrigger, ExtraFunction][];

/** The functions of these triggers, where set. */
export const installedExtras = (lambdaConfig: JsonObject): Partial<Record<ExtraTrigger, string>> =>
  Object.fromEntries(
    Object.entries(EXTRA_TRIGGERS)
      .map(([trigger, name]) => [trigger, textIn(lambdaConfig, name)])
      .filter(([, arn]) => arn),
  ) as Partial<Record<ExtraTrigger, string>>;

/**
 * Why a pool cannot have our function: Cognito refuses texts for a pool that does not send by SES, and with them the
 * sign-up; an email with a link instead of a code is not ours to make.
 * @returns undefined if it can
 */
export function obstacleIn(pool: JsonObject, trigger: ExtraTrigger): string | undefined {
  if (trigger !== 'customMessage') return undefined;
  if (textIn(objectIn(pool, 'EmailConfiguration'), 'EmailSendingAccount') !== 'DEVELOPER') {
    return 'the pool does not send by SES';
  }
  const { DefaultEmailOption } = objectIn(pool, 'VerificationMessageTemplate');
  return DefaultEmailOption === 'CONFIRM_WITH_LINK'
    ? 'the pool verifies addresses by a link'
    : undefined;
}

/**
 * Adds our functions to a pool's LambdaConfig where the trigger is free or runs the pool's own function that ours
 * calls. Another function stays: no sign-in depends on these triggers.
 * @param replaceable ARNs of other functions that may be replaced: ours before an update
 */
export function attachExtras(
  lambdaConfig: JsonObject,
  pool: JsonObject,
  extras: ExtraTriggers = {},
  replaceable: string[] = [],
): JsonObject {
  const found = installedExtras(lambdaConfig);
  const added = entriesOf(extras)
    .filter(([trigger, { arn, ownFunction }]) => {
      const current = found[trigger];
      const isFree = !current || [arn, ownFunction, ...replaceable].includes(current);
      return isFree && !obstacleIn(pool, trigger);
    })
    .map(([trigger, { arn }]) => [EXTRA_TRIGGERS[trigger], arn]);
  return { ...lambdaConfig, ...Object.fromEntries(added) };
}

/** The reverse of attachExtras(): the pool's own functions get their places back. */
export function detachExtras(lambdaConfig: JsonObject, extras: ExtraTriggers = {}): JsonObject {
  const found = installedExtras(lambdaConfig);
  const ours = entriesOf(extras).filter(([trigger, { arn }]) => found[trigger] === arn);
  const own = ours
    .filter(([, { ownFunction }]) => ownFunction)
    .map(([trigger, { ownFunction }]) => [EXTRA_TRIGGERS[trigger], ownFunction]);
  return {
    ...without(
      lambdaConfig,
      ours.map(([trigger]) => EXTRA_TRIGGERS[trigger]),
    ),
    ...Object.fromEntries(own),
  };
}
