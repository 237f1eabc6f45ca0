import type { AppClient, Verdict } from '../../pool/app-clients';
import { isObject, objectIn, textIn, textsIn, type JsonObject } from '../../pool/json';
import { preTokenGenerationVersion, TRIGGER_NAMES } from '../../pool/lambda-config';
import type { TriggerFunction, TriggerFunctions } from './deployed-functions';

export interface Check {
  name: string;
  /** A note is a choice that has its price; a warning is to be acted on. */
  level: 'ok' | 'note' | 'warning';
  text: string;
}

export interface Examined {
  pool: JsonObject;
  functions: TriggerFunctions;
  guardInstalled: boolean;
  verdicts: Verdict[];
}

type Finding = Omit<Check, 'name'>;
const ok = (text: string): Finding => ({ level: 'ok', text });
const note = (text: string): Finding => ({ level: 'note', text });
const warning = (text: string): Finding => ({ level: 'warning', text });

const CHECKS: Record<string, (examined: Examined) => Finding> = {
  triggers: checkTriggers,
  tokens: checkTokens,
  'unknown users': checkUnknownUsers,
  'time for the code': checkSessions,
  recovery: checkRecovery,
  'change of address': checkAddress,
  'other factors': checkMfa,
};

/** What of a pool and its clients works against the second factor. */
export function check(examined: Examined): Check[] {
  return Object.entries(CHECKS).map(([name, find]) => ({ name, ...find(examined) }));
}

function checkTriggers({ functions, guardInstalled }: Examined): Finding {
  const triggers = Object.entries(TRIGGER_NAMES).map(([key, name]) => ({
    name,
    found: functions[key as keyof TriggerFunctions],
  }));
  const missing = triggers.filter(({ found }) => !found).map(({ name }) => name);
  if (missing.length > 0) return warning(`No function runs for ${missing.join(', ')}.`);

  const gone = triggers.filter(({ found }) => found?.exists === false);
  if (gone.length > 0) {
    const names = gone.map(({ name, found }) => `${name} runs ${found?.arn}`).join(', ');
    return warning(`${names}: there is no such function, and no sign-in works.`);
  }
  if (!guardInstalled) {
    return warning(
      `PreTokenGeneration runs ${functions.preTokenGeneration?.arn}, which is not the guard.`,
    );
  }
  const ofStack = triggers.map(({ name, found }) => `${name} of ${found?.stack ?? 'no stack'}`);
  if (distinct(triggers, (found) => found.stack) > 1) {
    return warning(`The triggers are of different stacks: ${ofStack.join(', ')}.`);
  }
  if (distinct(triggers, (found) => found.environment.TABLE_NAME) > 1) {
    return warning('The triggers keep their records in different tables.');
  }
  return ok(`All four run, of stack ${triggers[0]?.found?.stack ?? '(none)'}.`);
}

/** How many values of a property there are; functions that have none don't count. */
function distinct(
  triggers: { found: TriggerFunction | undefined }[],
  value: (found: TriggerFunction) => string | undefined,
): number {
  const values = triggers.map(({ found }) => found && value(found));
  return new Set(values.filter((one) => one !== undefined)).size;
}

function checkTokens({ pool }: Examined): Finding {
  const version = preTokenGenerationVersion(objectIn(pool, 'LambdaConfig'));
  const plan = textIn(pool, 'UserPoolTier');
  if (version === 'V1_0') {
    const hint = plan && plan !== 'LITE' ? ` The ${plan} plan could have it in both.` : '';
    return plan === 'LITE' || !plan
      ? ok('The claim is in ID tokens.')
      : note(`The claim is in ID tokens only.${hint}`);
  }
  return plan === 'LITE'
    ? warning(`The guard gets ${version} events, which the LITE plan does not have.`)
    : ok('The claim is in ID and access tokens.');
}

function checkUnknownUsers({ verdicts }: Examined): Finding {
  const telling = usable(verdicts).filter(({ hidesUnknownUsers }) => !hidesUnknownUsers);
  return telling.length === 0
    ? ok('No client tells who has an account.')
    : warning(`Set PreventUserExistenceErrors; these tell who has an account: ${named(telling)}.`);
}

function checkSessions({ functions, verdicts }: Examined): Finding {
  const lifetime = Number(functions.createAuthChallenge?.environment.CODE_LIFETIME_SECONDS);
  if (!lifetime)
    return warning('How long a code works is not known: CreateAuthChallenge is not ours.');
  const short = usable(verdicts).filter(
    ({ authFlows, authSessionValidity }) =>
      authFlows.includes('CUSTOM_AUTH') && authSessionValidity * 60 < lifetime,
  );
  return short.length === 0
    ? ok(`Every sign-in outlives its code of ${lifetime / 60} min.`)
    : warning(
        `Raise AuthSessionValidity; these end before the code of ${lifetime / 60} min does: ${named(short)}.`,
      );
}

function checkRecovery({ pool }: Examined): Finding {
  const mechanisms = objectIn(pool, 'AccountRecoverySetting').RecoveryMechanisms;
  const names = (Array.isArray(mechanisms) ? mechanisms : [])
    .filter(isObject)
    .map((mechanism) => textIn(mechanism, 'Name'));
  if (names.includes('admin_only')) return ok('Only admins reset passwords.');
  if (names.length === 0) {
    return note(
      'None is set, so users reset passwords by SMS or e-mail. See recovery in the README.',
    );
  }
  return names.includes('verified_email')
    ? note('Users reset passwords by e-mail: who holds the mailbox holds both factors.')
    : ok('Users reset passwords by SMS.');
}

function checkAddress({ pool }: Examined): Finding {
  const settings = objectIn(pool, 'UserAttributeUpdateSettings');
  if (!textsIn(settings, 'AttributesRequireVerificationBeforeUpdate').includes('email')) {
    return warning(
      'A new address counts before it is verified, and users then get no codes: let Cognito keep the original value.',
    );
  }
  return textsIn(pool, 'AutoVerifiedAttributes').includes('email')
    ? ok('A new address counts once it is verified.')
    : warning('Cognito does not verify addresses, and codes go to verified ones only.');
}

function checkMfa({ pool }: Examined): Finding {
  const mfa = textIn(pool, 'MfaConfiguration') ?? 'OFF';
  return mfa === 'OFF'
    ? ok("Cognito's own MFA is off.")
    : warning(`Cognito's own MFA is ${mfa}: it may ask for another factor on top of the code.`);
}

const usable = (verdicts: Verdict[]): AppClient[] =>
  verdicts.filter(({ state }) => state !== 'none').map(({ client }) => client);

const named = (clients: AppClient[]) =>
  clients.map(({ clientId, name }) => name || clientId).join(', ');
