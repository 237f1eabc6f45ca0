import { Duration } from 'aws-cdk-lib';
import type { CfnUserPoolClient, UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import { SettingError } from '../settings/settings';
import type { MfaSettings } from './read-props';

/**
 * Options of an app client that allows sign-in with password and code, and nothing else. Refresh tokens do not
 * rotate: Cognito would then refuse REFRESH_TOKEN_AUTH, which many libraries refresh with.
 */
export function appClientOptions({
  codeLifetime,
}: Pick<MfaSettings, 'codeLifetime'>): UserPoolClientOptions {
  return {
    authFlows: { custom: true },
    generateSecret: false,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    disableOAuth: true,
    authSessionValidity: authSessionValidity(codeLifetime),
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(30),
  };
}

/**
 * An app's own options on top of ours.
 * @throws SettingError if they allow a sign-in without the code, or sessions shorter than a code's life
 */
export function mergeClientOptions(
  ours: UserPoolClientOptions,
  theirs: UserPoolClientOptions,
): UserPoolClientOptions {
  const { custom, ...otherFlows } = theirs.authFlows ?? {};
  const open = Object.entries(otherFlows).filter(([, allowed]) => allowed);
  refuse('authFlows', open[0]?.[0], '{ custom: true }');
  refuse('authFlows.custom', custom === false ? custom : undefined, 'true');
  const mustBeTrue = ['preventUserExistenceErrors', 'enableTokenRevocation'] as const;
  for (const option of mustBeTrue) {
    refuse(option, theirs[option] === false ? false : undefined, 'true');
  }
  const { authSessionValidity: session } = theirs;
  const least = ours.authSessionValidity ?? Duration.minutes(3);
  const tooShort = session && !session.isUnresolved() && session.toSeconds() < least.toSeconds();
  refuse('authSessionValidity', tooShort ? session : undefined, `at least ${least}`);
  return {
    ...ours,
    ...theirs,
    authFlows: { custom: true },
    ...(theirs.oAuth && { disableOAuth: theirs.disableOAuth ?? false }),
  };
}

function refuse(option: string, value: unknown, allowed: string): void {
  if (value === undefined) return;
  throw new SettingError(`Client option ${option} is ${String(value)}; allowed: ${allowed}.`);
}

/** Sets an app client that another tool created to the same sign-in as {@link appClientOptions}. */
export function configureAppClient(
  client: CfnUserPoolClient,
  { authSessionValidity = Duration.minutes(15) }: UserPoolClientOptions,
): void {
  client.explicitAuthFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  client.authSessionValidity = authSessionValidity.toMinutes();
  client.preventUserExistenceErrors = 'ENABLED';
  client.enableTokenRevocation = true;
  // Managed login has no custom challenge.
  client.allowedOAuthFlowsUserPoolClient = false;
  client.allowedOAuthFlows = undefined;
  client.allowedOAuthScopes = undefined;
  client.callbackUrLs = undefined;
  client.logoutUrLs = undefined;
  client.defaultRedirectUri = undefined;
  // Cognito refuses rotation together with ALLOW_REFRESH_TOKEN_AUTH.
  client.refreshTokenRotation = undefined;
}

/**
 * How long a sign-in may take: long enough for a code and for a second one, requested when the first expires.
 * Cognito allows 3 to 15 minutes; a lifetime that is only known at deployment gets the most.
 */
function authSessionValidity(codeLifetime: Duration): Duration {
  if (codeLifetime.isUnresolved()) return Duration.minutes(15);
  const minutes = Math.ceil(2 * codeLifetime.toMinutes({ integral: false }));
  return Duration.minutes(Math.min(15, Math.max(3, minutes)));
}
