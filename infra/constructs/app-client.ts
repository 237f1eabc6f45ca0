import { Duration } from 'aws-cdk-lib';
import type { UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import type { MfaSettings } from './read-props';

/** Options of an app client that allows sign-in with password and code, and nothing else. */
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
 * How long a sign-in may take: long enough for a code and for a second one, requested when the first expires.
 * Cognito allows 3 to 15 minutes; a lifetime that is only known at deployment gets the most.
 */
function authSessionValidity(codeLifetime: Duration): Duration {
  if (codeLifetime.isUnresolved()) return Duration.minutes(15);
  const minutes = Math.ceil(2 * codeLifetime.toMinutes({ integral: false }));
  return Duration.minutes(Math.min(15, Math.max(3, minutes)));
}
