export { EmailMfa, type EmailMfaProps } from './constructs/email-mfa';
export { SettingError, type MfaSettings } from './settings/settings';
export { ExistingUserPoolAttachment } from './constructs/user-pool-attachment';
