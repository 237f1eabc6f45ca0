export { EmailMfa } from './constructs/email-mfa';
export type {
  AlarmOptions,
  AuditOptions,
  EmailMfaProps,
  LimitOptions,
  MailOptions,
} from './constructs/email-mfa-props';
export { ExistingUserPoolAttachment } from './constructs/user-pool-attachment';
export { SettingError } from './settings/settings';
