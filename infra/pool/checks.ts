import type { AppClient, Verdict } from './app-clients';
import { isObject, objectIn, textIn, textsIn, type JsonObject } from './json';
import { preTokenGenerationVersion, TRIGGER_NAMES } from './lambda-config';
import type { TriggerFunction, TriggerFunctions } from './deployed-functions';
import { findAll, note, ok, problem, type Finding, type Result } from './finding';

/** A pool as read: its description, the functions of its triggers, and how each client can sign in. */
export interface Examined {
  pool: JsonObject;
  functions: TriggerFunctions;
  guardInstalled: boolean;
  verdicts: Verdict[];
}

const CHECKS = {
  triggers: checkTriggers,
  tokens: checkTokens,
  'unknown users': checkUnknownUsers,
  'time for the code': checkSessions,
  recovery: checkRecovery,
  'change of address': checkAddress,
  'other factors': checkMfa,
};

/** What in a pool and its clients works against the second factor. */
export const checkPool = (examined: Examined): Finding[] => findAll(CHECKS, examined);

function checkTriggers({ functions, guardInstalled }: Examined): Result {
  const triggers = Object.entries(TRIGGER_NAMES).map(([key, name]) => ({
    name,
    found: functions[key as keyof TriggerFunctions],
  }));
  const missing = triggers.filter(({ found }) => !found).map(({ name }) => name);
  if (missing.length > 0) return problem(`No function runs for ${missing.join(', ')}.`);

  const gone = triggers.filter(({ found }) => found?.exists === false);
  if (gone.length > 0) {
    const names = gone.map(({ name, found }) => `${name} runs ${found?.arn}`).join(', ');
    return problem(`${names}, which does not exist. Nobody can sign in.`);
  }
  if (!guardInstalled) {
    return problem(
      `PreTokenGeneration runs ${functions.preTokenGeneration?.arn}, which is not the guard.`,
    );
  }
  const ofStack = triggers.map(({ name, found }) => `${name} of ${found?.stack ?? 'no stack'}`);
  if (distinct(triggers, (found) => found.stack) > 1) {
    return problem(`The triggers belong to different stacks: ${ofStack.join(', ')}.`);
  }
  if (distinct(triggers, (found) => found.environment.TABLE_NAME) > 1) {
    return problem('The triggers use different tables, so no code is ever accepted.');
  }
  return ok(`All four are set, from stack ${triggers[0]?.found?.stack ?? '(none)'}.`);
}

/** Number of different values of a property. Functions without a value do not count. */
function distinct(
  triggers: { found: TriggerFunction | undefined }[],
  value: (found: TriggerFunction) => string | undefined,
): number {
  const values = triggers.map(({ found }) => found && value(found));
  return new Set(values.filter((one) => one !== undefined)).size;
}

function checkTokens({ pool }: Examined): Result {
  const version = preTokenGenerationVersion(objectIn(pool, 'LambdaConfig'));
  const plan = textIn(pool, 'UserPoolTier');
  if (version === 'V1_0') {
    const hint = plan && plan !== 'LITE' ? ` The ${plan} plan allows it in access tokens too.` : '';
    return plan === 'LITE' || !plan
      ? ok('The claim is in ID tokens.')
      : note(`The claim is in ID tokens only.${hint}`);
  }
  return plan === 'LITE'
    ? problem(`The guard is set for ${version} events, which the LITE plan does not support.`)
    : ok('The claim is in ID and access tokens.');
}

function checkUnknownUsers({ verdicts }: Examined): Result {
  const revealing = usable(verdicts).filter(({ hidesUnknownUsers }) => !hidesUnknownUsers);
  return revealing.length === 0
    ? ok('No client reveals who has an account.')
    : problem(
        `Clients that reveal who has an account: ${named(revealing)}. Set PreventUserExistenceErrors to ENABLED.`,
      );
}

function checkSessions({ functions, verdicts }: Examined): Result {
  const lifetime = Number(functions.createAuthChallenge?.environment.CODE_LIFETIME_SECONDS);
  if (!lifetime)
    return problem('The lifetime of a code is unknown, because CreateAuthChallenge is not ours.');
  const short = usable(verdicts).filter(
    ({ authFlows, authSessionValidity }) =>
      authFlows.includes('CUSTOM_AUTH') && authSessionValidity * 60 < lifetime,
  );
  return short.length === 0
    ? ok(`Every sign-in lasts as long as its code, ${lifetime / 60} min.`)
    : problem(
        `Clients whose sign-in ends before the code of ${lifetime / 60} min: ${named(short)}. Raise AuthSessionValidity.`,
      );
}

function checkRecovery({ pool }: Examined): Result {
  const mechanisms = objectIn(pool, 'AccountRecoverySetting').RecoveryMechanisms;
  const names = (Array.isArray(mechanisms) ? mechanisms : [])
    .filter(isObject)
    .map((mechanism) => textIn(mechanism, 'Name'));
  if (names.includes('admin_only')) return ok('Only admins can reset passwords.');
  if (names.length === 0) {
    return note('Not set, so users can reset passwords by SMS or email. See the setting recovery.');
  }
  return names.includes('verified_email')
    ? note(
        'Users can reset passwords by email: whoever controls the mailbox controls both factors.',
      )
    : ok('Users can reset passwords by SMS.');
}

function checkAddress({ pool }: Examined): Result {
  const settings = objectIn(pool, 'UserAttributeUpdateSettings');
  if (!textsIn(settings, 'AttributesRequireVerificationBeforeUpdate').includes('email')) {
    return problem(
      'A new address takes effect before it is verified, and the user then gets no codes. Let Cognito keep the original value.',
    );
  }
  return textsIn(pool, 'AutoVerifiedAttributes').includes('email')
    ? ok('A new address takes effect once it is verified.')
    : problem('Cognito does not verify addresses, and codes go to verified addresses only.');
}

function checkMfa({ pool }: Examined): Result {
  const mfa = textIn(pool, 'MfaConfiguration') ?? 'OFF';
  return mfa === 'OFF'
    ? ok("Cognito's own MFA is off.")
    : problem(`Cognito's own MFA is ${mfa}: it may ask for another factor on top of the code.`);
}

const usable = (verdicts: Verdict[]): AppClient[] =>
  verdicts.filter(({ state }) => state !== 'none').map(({ client }) => client);

const named = (clients: AppClient[]) =>
  clients.map(({ clientId, name }) => name || clientId).join(', ');
