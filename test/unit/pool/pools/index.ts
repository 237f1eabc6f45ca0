import type { JsonObject } from '../../../../infra/pool/json';

/**
 * Answers of DescribeUserPool as they look on the wire: times as epoch seconds, read-only fields among the
 * others, and fields that no SDK knows yet.
 */

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:';

const SCHEMA: JsonObject[] = [
  {
    Name: 'sub',
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: false,
    Required: true,
    StringAttributeConstraints: { MinLength: '1', MaxLength: '2048' },
  },
  {
    Name: 'custom:tenant',
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: '0', MaxValue: '99' },
  },
];

const identity = (id: string) => ({
  Id: id,
  Name: `pool ${id}`,
  Arn: `arn:aws:cognito-idp:eu-central-1:111122223333:userpool/${id}`,
  CreationDate: 1546300800.123,
  LastModifiedDate: 1750000000.5,
  EstimatedNumberOfUsers: 12345,
  SchemaAttributes: SCHEMA,
});

/** All that can be set is set to something that is not the default. */
const everything: JsonObject = {
  ...identity('eu-central-1_Everything'),
  AliasAttributes: ['preferred_username'],
  UsernameConfiguration: { CaseSensitive: false },
  Domain: 'login-example',
  CustomDomain: 'login.example.com',
  EmailConfigurationFailure: 'the identity was not verified',
  SmsConfigurationFailure: 'InvalidSmsRoleTrustRelationshipException',
  Policies: {
    PasswordPolicy: {
      MinimumLength: 16,
      RequireUppercase: false,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
      PasswordHistorySize: 5,
      TemporaryPasswordValidityDays: 3,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP'] },
  },
  DeletionProtection: 'ACTIVE',
  LambdaConfig: {
    PreSignUp: `${ARN}pre-sign-up`,
    CustomMessage: `${ARN}custom-message`,
    PostConfirmation: `${ARN}post-confirmation`,
    PreAuthentication: `${ARN}pre-authentication`,
    PostAuthentication: `${ARN}post-authentication`,
    UserMigration: `${ARN}user-migration`,
    CustomSMSSender: { LambdaVersion: 'V1_0', LambdaArn: `${ARN}sms-sender` },
    CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: `${ARN}email-sender` },
    InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: `${ARN}federation` },
    KMSKeyID: 'arn:aws:kms:eu-central-1:111122223333:key/4b1b9d7c-0000-4000-8000-000000000000',
  },
  AutoVerifiedAttributes: ['email', 'phone_number'],
  SmsVerificationMessage: 'Your code: {####}',
  EmailVerificationMessage: 'Your code: {####}',
  EmailVerificationSubject: 'Confirm your address',
  VerificationMessageTemplate: {
    SmsMessage: 'Your code: {####}',
    EmailMessage: 'Your code: {####}',
    EmailSubject: 'Confirm your address',
    EmailMessageByLink: 'Follow {##this link##}',
    EmailSubjectByLink: 'Confirm your address',
    DefaultEmailOption: 'CONFIRM_WITH_LINK',
  },
  SmsAuthenticationMessage: 'Sign-in code: {####}',
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  MfaConfiguration: 'OPTIONAL',
  DeviceConfiguration: {
    ChallengeRequiredOnNewDevice: true,
    DeviceOnlyRememberedOnUserPrompt: true,
  },
  EmailConfiguration: {
    SourceArn: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
    ReplyToEmailAddress: 'help@example.com',
    EmailSendingAccount: 'DEVELOPER',
    From: 'Example <login@example.com>',
    ConfigurationSet: 'logins',
  },
  SmsConfiguration: {
    SnsCallerArn: 'arn:aws:iam::111122223333:role/service-role/sms',
    ExternalId: '3e9c1a5e-7d0e-4b9e-9d57-000000000000',
    SnsRegion: 'eu-west-1',
  },
  UserPoolTags: { team: 'accounts', 'cost-centre': '4711' },
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: true,
    UnusedAccountValidityDays: 3,
    InviteMessageTemplate: {
      SMSMessage: '{username}: {####}',
      EmailMessage: '{username}: {####}',
      EmailSubject: 'Welcome',
    },
  },
  UserPoolAddOns: {
    AdvancedSecurityMode: 'ENFORCED',
    AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'AUDIT' },
  },
  AccountRecoverySetting: {
    RecoveryMechanisms: [
      { Name: 'verified_phone_number', Priority: 2 },
      { Name: 'verified_email', Priority: 1 },
    ],
  },
  UserPoolTier: 'PLUS',
  KeyConfiguration: {
    KeyType: 'CUSTOMER_MANAGED_KEY',
    KmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/mrk-00000000000000000000000000000000',
  },
  IssuerConfiguration: { Type: 'UPDATED' },
  DcrConfiguration: { EnableStatus: 'Enabled', OpenDcrEnabled: false },
  AcrConfiguration: { LEVEL_2: { AcrValue: 'urn:example:two' } },
};

/** A pool of a Cognito that is newer than any SDK: new fields at every depth, of every type. */
const future: JsonObject = {
  ...everything,
  ...identity('eu-central-1_Future'),
  LambdaConfig: {
    ...(everything.LambdaConfig as JsonObject),
    PreRevocation: { LambdaVersion: 'V1_0', LambdaArn: `${ARN}pre-revocation`, Filters: ['all'] },
  },
  Policies: {
    ...(everything.Policies as JsonObject),
    TokenPolicy: { BindTo: ['device', 'network'], Strict: true, GraceSeconds: 2.5 },
  },
  PasskeyAttestation: 'REQUIRED',
  QuantumSafeSigning: true,
  SignInRegions: [{ Name: 'eu', Weight: 3 }, null],
  SunsetDate: null,
};

/** As the console makes one, with SMS and without tags; from before feature plans. */
const old: JsonObject = {
  ...identity('eu-central-1_Old'),
  UsernameAttributes: ['email', 'phone_number'],
  Policies: {
    PasswordPolicy: {
      MinimumLength: 8,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    },
  },
  LambdaConfig: {},
  AutoVerifiedAttributes: ['email'],
  EmailVerificationMessage: 'Your verification code is {####}. ',
  EmailVerificationSubject: 'Your verification code',
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
  MfaConfiguration: 'OFF',
  EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
  UserPoolTags: {},
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 30 },
};

/** As CDK makes one with `new UserPool(this, 'Pool')`. */
const bare: JsonObject = {
  ...identity('eu-central-1_Bare'),
  Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 7 } },
  DeletionProtection: 'INACTIVE',
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
  MfaConfiguration: 'OFF',
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 7 },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  UserPoolTier: 'ESSENTIALS',
};

export const POOLS: Record<string, JsonObject> = { everything, future, old, bare };

export const OURS = {
  defineAuthChallenge: `${ARN}mfa-define`,
  createAuthChallenge: `${ARN}mfa-create`,
  verifyAuthChallengeResponse: `${ARN}mfa-verify`,
  preTokenGeneration: `${ARN}mfa-guard`,
};

export const NEWER = {
  defineAuthChallenge: `${ARN}mfa2-define`,
  createAuthChallenge: `${ARN}mfa2-create`,
  verifyAuthChallengeResponse: `${ARN}mfa2-verify`,
  preTokenGeneration: `${ARN}mfa2-guard`,
};
