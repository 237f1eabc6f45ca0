import { externalProviders, type AppClient, type Verdict } from './app-clients';
import { findAll, note, ok, problem, type Finding, type Result } from './finding';
import { isObject, objectIn, textIn, textsIn, type JsonObject } from './json';
import { EXTRA_TRIGGERS, obstacleIn, type ExtraTrigger } from './extra-triggers';
import { preTokenGenerationArns, preTokenGenerationVersion, TRIGGER_NAMES } from './lambda-config';
import { brokenTriggers, type SecondFactor, type TriggerFunction } from './second-factor';

/** A pool as described, its second factor, and how each client can sign in. */
export interface Examined {
  pool: JsonObject;
  factor: SecondFactor;
  verdicts: Verdict[];
  /** Regions with a copy of the pool; undefined if Cognito does not say. */
  replicaRegions?: string[] | undefined;
}

/** The check of Cognito's own MFA, which locks users out. */
export const COGNITO_MFA = 'Cognito MFA';

const CHECKS = {
  triggers: checkTriggers,
  'token event': checkTokenEvent,
  [COGNITO_MFA]: checkMfa,
  'open clients': checkOpenClients,
  'password sign-in': checkPasswords,
  'managed login': checkManagedLogin,
  'external providers': checkExternalProviders,
  'device tracking': checkDevices,
  'unknown users': checkUnknownUsers,
  'time for the code': checkSessions,
  recovery: checkRecovery,
  'password reset': checkReset,
  'other emails': checkOtherEmails,
  'change of address': checkAddress,
  replicas: checkReplicas,
};

/** What in a pool and its clients works against the second factor, what it leads to and what to do. */
export const checkPool = (examined: Examined): Finding[] => findAll(CHECKS, examined);

function checkTriggers({ factor: { functions } }: Examined): Result {
  const { missing, foreign } = brokenTriggers(functions);
  if (missing.length > 0) {
    const effect = missing.includes(TRIGGER_NAMES.preTokenGeneration)
      ? 'Users can get tokens without a code'
      : 'Nobody can sign in';
    return problem(
      `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set. ${effect}. An update of the pool that leaves out LambdaConfig does this. Deploy again, and add the four ARNs to whatever updates the pool.`,
    );
  }
  const found = Object.entries(TRIGGER_NAMES).map(([key, name]) => ({
    name,
    function: functions[key as keyof typeof TRIGGER_NAMES] as TriggerFunction,
  }));
  const deleted = found.filter(({ function: { exists } }) => !exists);
  if (deleted.length > 0) {
    const names = deleted.map(({ name, function: { arn } }) => `${name} runs ${arn}`).join(', ');
    return problem(
      `${names}, which does not exist. Nobody can sign in. Deploy again, or remove the triggers from the pool.`,
    );
  }
  if (foreign.length > 0) {
    const names = found
      .filter(({ name }) => foreign.includes(name))
      .map(({ name, function: { arn } }) => `${name} runs ${arn}`);
    return problem(
      `${names.join(', ')}, which is not the function of the second factor. Cognito runs one function per trigger. Remove it from the pool and deploy again.`,
    );
  }
  if (distinct(found, ({ stack }) => stack) > 1) {
    const stacks = found.map(
      ({ name, function: { stack } }) => `${name} of ${stack ?? 'no stack'}`,
    );
    return problem(
      `The triggers belong to different stacks: ${stacks.join(', ')}. Deploy one again.`,
    );
  }
  if (distinct(found, ({ environment }) => environment.TABLE_NAME) > 1) {
    return problem('The triggers use different tables, so no code is ever accepted. Deploy again.');
  }
  const { stack } = found[0]?.function ?? {};
  return ok(`All four are set${stack ? `, from stack ${stack}` : ''}.`);
}

/** Number of different values of a property. Functions without a value do not count. */
function distinct(
  found: { function: TriggerFunction }[],
  value: (found: TriggerFunction) => string | undefined,
): number {
  const values = found.map((one) => value(one.function));
  return new Set(values.filter((one) => one !== undefined)).size;
}

function checkTokenEvent({ pool }: Examined): Result {
  const config = objectIn(pool, 'LambdaConfig');
  const arns = preTokenGenerationArns(config);
  if (arns.length > 1) {
    return problem(
      `PreTokenGeneration and PreTokenGenerationConfig name different functions: ${arns.join(' and ')}. Cognito rejects this. Set both to the guard.`,
    );
  }
  const version = preTokenGenerationVersion(config);
  const plan = textIn(pool, 'UserPoolTier');
  if (version === 'V1_0') {
    return plan === 'LITE' || !plan
      ? ok('The claim is in ID tokens.')
      : note(`The claim is in ID tokens only. The ${plan} plan allows it in access tokens too.`);
  }
  return plan === 'LITE'
    ? problem(
        `The guard is set for ${version} events, which the LITE plan does not support. Change the plan or the setting plan.`,
      )
    : ok('The claim is in ID and access tokens.');
}

function checkMfa({ pool }: Examined): Result {
  const mfa = textIn(pool, 'MfaConfiguration') ?? 'OFF';
  if (mfa === 'OFF') return ok("Cognito's own MFA is off.");
  const who = mfa === 'ON' ? 'Nobody can' : 'Users who have set up a factor cannot';
  return problem(
    `Cognito's own MFA is ${mfa}. ${who} sign in: Cognito asks for that factor in place of the code, and the guard then refuses the tokens. Set MFA to OFF.`,
  );
}

const REASONS: Record<NonNullable<Verdict['openBecause']>, string> = {
  'no guard': 'the guard is not on this pool. Deploy again',
  setting: 'the setting unguardedClients lists them. Take them off that list',
  'no binding':
    'they allow password sign-in beside the code and the setting passBinding is off, so that a password alone can take the tokens of another sign-in. Remove their password flows, or set passBinding=required',
};

function checkOpenClients({ verdicts }: Examined): Result {
  const open = verdicts.filter(({ state }) => state === 'open');
  if (open.length === 0) return ok('No client lets users in without the code.');
  const texts = Object.entries(REASONS).flatMap(([reason, text]) => {
    const these = open.filter(({ openBecause }) => openBecause === reason);
    return these.length > 0
      ? [`${namesOf(these)}: users sign in without the code, because ${text}.`]
      : [];
  });
  return problem(texts.join(' '));
}

const guarded = (verdicts: Verdict[], way: (withoutCode: string) => boolean) =>
  verdicts.filter(({ state, withoutCode }) => state === 'guarded' && withoutCode.some(way));

function checkPasswords({ verdicts }: Examined): Result {
  const clients = guarded(verdicts, (way) => way !== 'managed login');
  return clients.length === 0
    ? ok('No guarded client allows password sign-in.')
    : note(
        `${namesOf(clients)}: the guard refuses tokens to sign-ins by password alone, after the password was checked. Keep only ALLOW_CUSTOM_AUTH and, unless the client rotates refresh tokens, ALLOW_REFRESH_TOKEN_AUTH, so that such sign-ins fail at once.`,
      );
}

function checkManagedLogin({ verdicts }: Examined): Result {
  const clients = guarded(verdicts, (way) => way === 'managed login');
  return clients.length === 0
    ? ok('No guarded client uses managed login.')
    : problem(
        `${namesOf(clients)}: managed login cannot ask for the code, so the guard refuses every sign-in there. Turn off the OAuth flows code and implicit, or sign in through the API.`,
      );
}

function checkExternalProviders({ verdicts }: Examined): Result {
  const refused = verdicts.filter(
    ({ client, state }) => state === 'guarded' && externalProviders(client).length > 0,
  );
  if (refused.length > 0) {
    return problem(
      `${namesOf(refused)}: users of external providers have no password and get no code, so the guard refuses them. Give them a client of their own that supports only their provider and no password flow, and list it in unguardedClients.`,
    );
  }
  const federated = verdicts.filter(({ state }) => state === 'federated');
  return federated.length > 0
    ? note(
        `${namesOf(federated)}: users of external providers sign in without a code of ours. Their provider decides on a second factor.`,
      )
    : ok('No client uses external providers.');
}

function checkDevices({ pool }: Examined): Result {
  const tracked = Object.keys(objectIn(pool, 'DeviceConfiguration')).length > 0;
  return tracked
    ? problem(
        'Cognito remembers devices. Its device sign-in runs after the code and cannot replace it, so users gain nothing and sign-in takes longer. Turn off device tracking.',
      )
    : ok('Device tracking is off.');
}

function checkUnknownUsers({ verdicts }: Examined): Result {
  const revealing = usable(verdicts).filter(({ hidesUnknownUsers }) => !hidesUnknownUsers);
  return revealing.length === 0
    ? ok('No client reveals who has an account.')
    : problem(
        `Clients that reveal who has an account: ${named(revealing)}. Set PreventUserExistenceErrors to ENABLED.`,
      );
}

function checkSessions({ factor: { codeLifetime }, verdicts }: Examined): Result {
  if (!codeLifetime) {
    return problem('The lifetime of a code is unknown, because CreateAuthChallenge is not ours.');
  }
  const short = usable(verdicts).filter(
    ({ authFlows, authSessionValidity }) =>
      authFlows.includes('CUSTOM_AUTH') && authSessionValidity * 60 < codeLifetime,
  );
  return short.length === 0
    ? ok(`Every sign-in lasts as long as its code, ${codeLifetime / 60} min.`)
    : problem(
        `Clients whose sign-in ends before the code of ${codeLifetime / 60} min: ${named(short)}. Raise AuthSessionValidity.`,
      );
}

function recoveryMechanisms(pool: JsonObject): (string | undefined)[] {
  const mechanisms = objectIn(pool, 'AccountRecoverySetting').RecoveryMechanisms;
  return (Array.isArray(mechanisms) ? mechanisms : [])
    .filter(isObject)
    .map((mechanism) => textIn(mechanism, 'Name'));
}

function checkRecovery({ pool }: Examined): Result {
  const names = recoveryMechanisms(pool);
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

function checkReset(examined: Examined): Result {
  const byAdmin = recoveryMechanisms(examined.pool).includes('admin_only');
  if (byAdmin || examined.factor.extras.postConfirmation?.ours) {
    return ok('Users are told when their password was reset by email.');
  }
  return problem(
    `Nobody is told when a password was reset, and remembered browsers stay remembered: ${whyNotOurs(examined, 'postConfirmation')}`,
  );
}

function checkOtherEmails(examined: Examined): Result {
  const obstacle = obstacleIn(examined.pool, 'customMessage');
  if (!obstacle && examined.factor.extras.customMessage?.ours) {
    return ok('The emails that Cognito sends look like those with a code.');
  }
  const reason = obstacle ? `${obstacle}.` : whyNotOurs(examined, 'customMessage');
  return note(`The emails that Cognito sends have its own text or that of the pool: ${reason}`);
}

function whyNotOurs({ factor: { extras } }: Examined, trigger: ExtraTrigger): string {
  const name = EXTRA_TRIGGERS[trigger];
  const found = extras[trigger];
  return found
    ? `${name} runs ${found.arn}. Pass this function to EmailMfa as ${trigger}, and ours calls it.`
    : `${name} is not set. Deploy again.`;
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

function checkReplicas({ replicaRegions }: Examined): Result {
  if (!replicaRegions) {
    return note('Cognito does not say whether the pool has a copy in another region.');
  }
  return replicaRegions.length === 0
    ? ok('The pool has no copy in another region.')
    : problem(
        `The pool has a copy in ${replicaRegions.join(', ')}. A copy has triggers of its own, and this second factor works in one region only. While no guard is set on the copy, users of clients that allow password sign-in get tokens there without a code. Keep the copy inactive, or require the claim in every API.`,
      );
}

const usable = (verdicts: Verdict[]): AppClient[] =>
  verdicts.filter(({ state }) => state !== 'none').map(({ client }) => client);

const named = (clients: AppClient[]) =>
  clients.map(({ clientId, name }) => name || clientId).join(', ');

const namesOf = (verdicts: Verdict[]) => named(verdicts.map(({ client }) => client));
