export { EmailMfa, type EmailMfaProps } from './email-mfa';
export { EmailMfaUserPool, type EmailMfaUserPoolProps } from './user-pool';
export { SettingError, type MfaSettings } from './settings';
