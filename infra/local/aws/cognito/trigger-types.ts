import type { AppClient } from './app-client';
import type { Strings } from './auth-request';
import type { PoolOptions, User } from './user-pool';

/** Who and what a trigger runs for. */
export interface TriggerContext {
  pool: PoolOptions;
  /** Undefined when an admin calls. */
  client: AppClient | undefined;
  userName: string;
  /** Undefined for a user who does not exist. */
  user: User | undefined;
  /** What the client sent with this call, as far as Cognito passes it to the trigger. */
  clientMetadata: Strings | undefined;
}

/** Placeholders in the texts of Cognito's mails. */
export const CODE = '{####}';
export const USERNAME = '{username}';

/** What a mail is for, as in the trigger source. */
export type MailSource =
  | 'SignUp'
  | 'AdminCreateUser'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute';

/** Texts of one of Cognito's mails. */
export interface CustomMessage {
  emailSubject?: string | undefined;
  emailMessage?: string | undefined;
}

export interface ClaimOverrides {
  claimsToAddOrOverride?: Record<string, unknown> | null;
  claimsToSuppress?: string[] | null;
  scopesToAdd?: string[] | null;
  scopesToSuppress?: string[] | null;
}

export interface TokenOverrides {
  idToken: ClaimOverrides;
  accessToken: ClaimOverrides;
  groups?: string[] | undefined;
}

/**
 * What tokens are made for, as in the trigger source. Cognito's others belong to features that are not
 * emulated: `HostedAuth`, `AuthenticateDevice` and `ClientCredentials`.
 */
export type TokenSource = 'Authentication' | 'NewPasswordChallenge' | 'RefreshTokens';

/** A user that the UserMigration trigger brings along. */
export interface MigratedUser {
  userAttributes: Strings;
  finalUserStatus: string | undefined;
  messageAction: string | undefined;
}
