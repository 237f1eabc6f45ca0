import { Duration } from 'aws-cdk-lib';
import type { UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import type { Settings } from '../settings/settings';

/** An app client that can sign in with password and code, and in no other way. */
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
 * The sign-in must outlive its code, and a second one asked for at the end of the first one's life.
 * Cognito takes 3 to 15 minutes.
 */
function authSessionMinutes(codeLifetimeMinutes: number): number {
  return Math.min(15, Math.max(3, 2 * codeLifetimeMinutes));
}
