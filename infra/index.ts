export { EmailMfa, type EmailMfaProps } from './email-mfa';
export { SettingError, type MfaSettings } from './settings';
export { ExistingUserPoolAttachment } from './existing-pool/attachment';
