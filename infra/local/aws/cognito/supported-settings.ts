import { InvalidParameterError, notEmulated } from './errors';

/** How the local Cognito treats a setting of a pool or a client. */
export type Support =
  /** It works as on AWS; `only` names the values that do, all others are refused. */
  | { support: 'emulated'; only?: readonly string[]; note?: string }
  /** It is stored and shown; what it concerns does not exist locally. */
  | { support: 'stored'; note: string }
  | { support: 'refused'; note: string };

const emulated = { support: 'emulated' } as const;
const only = (...values: string[]) => ({ support: 'emulated', only: values }) as const;
const NO_SMS = { support: 'stored', note: 'no SMS is sent' } as const;
const NO_DOMAIN = { support: 'stored', note: 'there is no domain to sign in on' } as const;

/** Settings of a pool, by their path in the template and the API. */
export const POOL_SETTINGS: Record<string, Support> = {
  AccountRecoverySetting: emulated,
  AdminCreateUserConfig: emulated,
  AliasAttributes: only('email', 'preferred_username'),
  AutoVerifiedAttributes: only('email'),
  DeletionProtection: emulated,
  DeviceConfiguration: { support: 'refused', note: 'device tracking' },
  EmailAuthenticationMessage: { support: 'stored', note: 'it is for MFA by email' },
  EmailAuthenticationSubject: { support: 'stored', note: 'it is for MFA by email' },
  EmailConfiguration: emulated,
  EmailVerificationMessage: emulated,
  EmailVerificationSubject: emulated,
  EnabledMfas: { support: 'stored', note: 'nobody can set up a factor' },
  LambdaConfig: {
    support: 'emulated',
    only: [
      'CreateAuthChallenge',
      'CustomMessage',
      'DefineAuthChallenge',
      'PostAuthentication',
      'PostConfirmation',
      'PreAuthentication',
      'PreSignUp',
      'PreTokenGeneration',
      'PreTokenGenerationConfig',
      'UserMigration',
      'VerifyAuthChallengeResponse',
    ],
  },
  MfaConfiguration: {
    support: 'emulated',
    note: 'with ON, every sign-in is refused; with OPTIONAL, nobody can set up a factor',
  },
  Policies: {
    support: 'emulated',
    only: ['PasswordPolicy'],
    note: 'PasswordHistorySize is not kept',
  },
  Schema: emulated,
  SmsAuthenticationMessage: NO_SMS,
  SmsConfiguration: NO_SMS,
  SmsVerificationMessage: NO_SMS,
  UserAttributeUpdateSettings: emulated,
  UserPoolAddOns: { support: 'refused', note: 'threat protection' },
  UserPoolName: emulated,
  UserPoolTags: { support: 'stored', note: 'tags' },
  UserPoolTier: { support: 'stored', note: 'the features of a plan are not checked' },
  UsernameAttributes: only('email'),
  UsernameConfiguration: emulated,
  VerificationMessageTemplate: {
    support: 'emulated',
    note: 'codes only: CONFIRM_WITH_LINK is refused',
  },
  WebAuthnRelyingPartyID: { support: 'refused', note: 'passkeys' },
  WebAuthnUserVerification: { support: 'refused', note: 'passkeys' },
};

/** Settings of an app client. */
export const CLIENT_SETTINGS: Record<string, Support> = {
  AccessTokenValidity: emulated,
  AllowedOAuthFlows: NO_DOMAIN,
  AllowedOAuthFlowsUserPoolClient: NO_DOMAIN,
  AllowedOAuthScopes: NO_DOMAIN,
  AnalyticsConfiguration: { support: 'refused', note: 'Pinpoint' },
  AuthSessionValidity: emulated,
  CallbackURLs: NO_DOMAIN,
  ClientName: emulated,
  DefaultRedirectURI: NO_DOMAIN,
  EnablePropagateAdditionalUserContextData: { support: 'stored', note: 'threat protection' },
  EnableTokenRevocation: emulated,
  ExplicitAuthFlows: emulated,
  GenerateSecret: emulated,
  IdTokenValidity: emulated,
  LogoutURLs: NO_DOMAIN,
  PreventUserExistenceErrors: emulated,
  ReadAttributes: emulated,
  RefreshTokenRotation: emulated,
  RefreshTokenValidity: emulated,
  SupportedIdentityProviders: only('COGNITO'),
  TokenValidityUnits: emulated,
  WriteAttributes: emulated,
};

/** Resources of a template that belong to a user pool; a pool's groups and app clients are made with it. */
export const RESOURCES: Record<string, Support> = {
  'AWS::Cognito::LogDeliveryConfiguration': { support: 'refused', note: 'log delivery' },
  'AWS::Cognito::ManagedLoginBranding': { support: 'refused', note: 'managed login' },
  'AWS::Cognito::Terms': { support: 'refused', note: 'managed login' },
  'AWS::Cognito::UserPool': { support: 'emulated', note: 'one' },
  'AWS::Cognito::UserPoolClient': emulated,
  'AWS::Cognito::UserPoolDomain': { support: 'refused', note: 'managed login and its domain' },
  'AWS::Cognito::UserPoolGroup': emulated,
  'AWS::Cognito::UserPoolIdentityProvider': { support: 'refused', note: 'federation' },
  'AWS::Cognito::UserPoolResourceServer': { support: 'refused', note: 'client credentials' },
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': {
    support: 'refused',
    note: 'threat protection',
  },
  'AWS::Cognito::UserPoolUICustomizationAttachment': { support: 'refused', note: 'managed login' },
  'AWS::Cognito::UserPoolUser': { support: 'refused', note: 'use --users' },
  'AWS::Cognito::UserPoolUserToGroupAttachment': { support: 'refused', note: 'use --users' },
};

/** Names of what a request is for, not settings. */
const IDS = ['UserPoolId', 'ClientId', 'PoolName'];

/** @throws InvalidParameterException that names the first setting that would not be honoured */
export function checkPoolSettings(settings: Record<string, unknown>): void {
  check('pool', POOL_SETTINGS, settings);
  const template = settings['VerificationMessageTemplate'] as
    { DefaultEmailOption?: string } | undefined;
  if (template?.DefaultEmailOption === 'CONFIRM_WITH_LINK') {
    throw notEmulated('confirmation by link');
  }
}

/** @throws Error that names the first resource that would do nothing here */
export function checkResources(resources: { logicalId: string; type: string }[]): void {
  for (const { logicalId, type } of resources) {
    if (!type.startsWith('AWS::Cognito::')) continue;
    const entry = RESOURCES[type] ?? { support: 'refused', note: 'unknown' };
    if (entry.support === 'emulated') continue;
    throw new Error(
      `The local stack does not emulate ${type} (${logicalId}; ${entry.note}). To start without it, add --leave-out ${logicalId}`,
    );
  }
}

/** @throws InvalidParameterException that names the first setting that would not be honoured */
export function checkClientSettings(settings: Record<string, unknown>): void {
  check('app client', CLIENT_SETTINGS, settings);
}

function check(what: string, table: Record<string, Support>, settings: Record<string, unknown>) {
  for (const [name, value] of Object.entries(settings)) {
    if (IDS.includes(name) || isEmpty(value)) continue;
    const entry = table[name];
    if (!entry)
      throw new InvalidParameterError(`The local stack does not know the ${what} setting ${name}.`);
    if (entry.support === 'refused') throw notEmulated(`${entry.note} (${what} setting ${name})`);
    if (entry.support !== 'emulated' || !entry.only) continue;
    const unsupported = namesIn(value).find((used) => !entry.only?.includes(used));
    if (unsupported) throw notEmulated(`${unsupported} in the ${what} setting ${name}`);
  }
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/** The items of a list, or the fields in use of an object. */
const namesIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : Object.entries(value as object)
        .filter(([, field]) => !isEmpty(field))
        .map(([name]) => name);
