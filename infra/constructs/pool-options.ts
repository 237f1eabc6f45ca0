import { Duration } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  UserPoolEmail,
  type UserPoolProps,
  type UserPoolSESOptions,
} from 'aws-cdk-lib/aws-cognito';
import { PASSWORD_POLICY } from '../settings/password-policy';

/** What {@link poolOptions} needs to know. */
export interface PoolOptionsProps {
  /**
   * How Cognito sends its own emails, for example to confirm a sign-up. SES must have verified the address or
   * its domain before the pool is created.
   * @default - Cognito sends at most 50 a day, from its own address
   */
  readonly mail?: UserPoolSESOptions;
}

/**
 * Options of a new user pool that the second factor works best with:
 * `new UserPool(this, 'Users', { ...poolOptions(), selfSignUpEnabled: true })`.
 */
export function poolOptions({ mail }: PoolOptionsProps = {}): UserPoolProps {
  return {
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    // Codes go to the verified address; a new address counts after its owner has confirmed it.
    keepOriginal: { email: true },
    standardAttributes: { email: { required: true, mutable: true } },
    // The triggers are the second factor; Cognito's own MFA would ask for a third.
    mfa: Mfa.OFF,
    passwordPolicy: {
      minLength: PASSWORD_POLICY.minLength,
      requireDigits: PASSWORD_POLICY.number,
      requireLowercase: PASSWORD_POLICY.lowercase,
      requireUppercase: PASSWORD_POLICY.uppercase,
      requireSymbols: PASSWORD_POLICY.symbol,
      tempPasswordValidity: Duration.days(7),
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    ...(mail && { email: UserPoolEmail.withSES(mail) }),
  };
}
