export { EmailMfa, type EmailMfaFunctions, type TriggerArns } from './constructs/email-mfa';
export { EmailMfaMetrics } from './constructs/email-mfa-metrics';
export type {
  AlarmOptions,
  AuditOptions,
  EmailMfaProps,
  GuardWatchOptions,
  LimitOptions,
  MailOptions,
  RememberedBrowserOptions,
} from './constructs/email-mfa-props';
export { poolOptions, type PoolOptionsProps } from './constructs/pool-options';
export {
  ExistingUserPoolAttachment,
  type ExistingUserPoolAttachmentProps,
} from './constructs/user-pool-attachment';
export { SettingError } from './settings/settings';
