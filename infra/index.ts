export { EmailMfa } from './constructs/email-mfa';
export type { EmailMfaFunctions, TriggerArns } from './constructs/email-mfa-functions';
export { EmailMfaMetrics } from './constructs/email-mfa-metrics';
export type {
  AccountApiOptions,
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
