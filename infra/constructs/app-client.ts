import { Duration } from 'aws-cdk-lib';
import type { UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import type { Settings } from '../settings/settings';

/** Options of an app client that allows sign-in with password and code, and nothing else. */
export function appClientOptions({
  codeLifetime,
}: Pick<Settings, 'codeLifetime'>): UserPoolClientOptions {
  return {
    authFlows: { custom: true },
    generateSecret: false,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    disableOAuth: true,
    authSessionValidity: Duration.minutes(authSessionMinutes(codeLifetime)),
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(30),
  };
}

/**
 * Minutes that a sign-in may take: long enough for a code and for a second one, requested when the first
 * expires. Cognito allows 3 to 15.
 */
function authSessionMinutes(codeLifetimeMinutes: number): number {
  return Math.min(15, Math.max(3, 2 * codeLifetimeMinutes));
}
