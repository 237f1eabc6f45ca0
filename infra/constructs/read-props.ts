import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { FeaturePlan, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  checkSetting,
  covers,
  SettingError,
  SETTINGS,
  type SettingName,
  type Settings,
} from '../settings/settings';
import type { EmailMfaProps } from './email-mfa-props';
import { recoveryOf } from './mail-appearance';

/** The checked props of {@link EmailMfa} in one flat object, with their defaults. */
export type MfaSettings = ReturnType<typeof readProps>;

/**
 * Checks the props against the bounds of the settings and fills in defaults. Unresolved tokens pass.
 * @throws SettingError that names the prop, its value and what is allowed
 */
export function readProps(props: EmailMfaProps) {
  const { limits = {}, mail = {}, audit = {}, guardWatch = {}, alarms } = props;
  const { rememberedBrowsers: browsers = {} } = props;
  const settings = {
    sender: check('sender', props.sender),
    senderIdentity: props.senderIdentity,
    featurePlan: member('featurePlan', props.featurePlan ?? FeaturePlan.LITE, FeaturePlan),
    codeLength: check('codeLength', props.codeLength),
    codeLifetime: time('codeLifetime', props.codeLifetime, minutes),
    passLifetime: time('passLifetime', props.passLifetime, seconds),
    passBinding: check('passBinding', props.passBinding),
    refreshWithoutCode: check('refreshWithoutCode', props.refreshWithoutCode),
    addressHold: time('addressHold', props.addressHold, hours),
    rememberBrowser: check('rememberBrowser', browsers.remember, 'rememberedBrowsers.remember'),
    rememberDays: time('rememberDays', browsers.duration, days, 'rememberedBrowsers.duration'),
    rememberNotice: flag('rememberedBrowsers.notice', browsers.notice, true),
    claimName: check('claimName', props.claimName),
    unguardedClients: (props.unguardedClients ?? []).map(({ userPoolClientId }) =>
      Token.isUnresolved(userPoolClientId)
        ? userPoolClientId
        : String(check('unguardedClients', userPoolClientId)),
    ),
    ownFunction: props.preTokenGeneration,
    ownCustomMessage: props.customMessage,
    ownPostConfirmation: props.postConfirmation,
    eventVersion: eventVersion(props),
    maxAttempts: check('maxAttempts', limits.maxAttempts, 'limits.maxAttempts'),
    resendCooldown: time('resendCooldown', limits.resendCooldown, seconds, 'limits.resendCooldown'),
    codesPerHour: check('codesPerHour', limits.codesPerHour, 'limits.codesPerHour'),
    failuresPerDay: check('failuresPerDay', limits.failuresPerDay, 'limits.failuresPerDay'),
    lockDuration: time('lockDuration', limits.lockDuration, hours, 'limits.lockDuration'),
    productName: check('productName', mail.productName, 'mail.productName'),
    senderName: check('senderName', mail.senderName, 'mail.senderName'),
    replyTo: check('replyTo', mail.replyTo, 'mail.replyTo'),
    supportAddress: check('supportAddress', mail.supportAddress, 'mail.supportAddress'),
    brandColor: check('brandColor', mail.brandColor, 'mail.brandColor'),
    pageUrl: check('pageUrl', mail.pageUrl, 'mail.pageUrl'),
    recovery: check('recovery', mail.recovery ?? recoveryOf(props.userPool), 'mail.recovery'),
    accountEmails: mail.accountEmails,
    codeInSubject: flag('mail.codeInSubject', mail.codeInSubject, true),
    defaultLocale: check('defaultLocale', mail.defaultLocale, 'mail.defaultLocale'),
    parallelization: check('parallelization', mail.parallelization, 'mail.parallelization'),
    auditRetention: member(
      'audit.retention',
      audit.retention ?? RetentionDays.ONE_YEAR,
      RetentionDays,
    ),
    eventBus: audit.eventBus,
    guardWatch: time('guardWatch', guardWatch.interval, minutes, 'guardWatch.interval'),
    guardRepair: flag('guardWatch.repair', guardWatch.repair, false),
    accountApi: flag('accountApi.enabled', props.accountApi?.enabled, undefined),
    accountClients: props.accountApi?.clients?.map(({ userPoolClientId }) => userPoolClientId),
    accountOrigins: props.accountApi?.origins?.map(origin),
    alarmTopic: alarms?.topic,
    lockAlarm: check('lockAlarm', alarms?.lockOuts, 'alarms.lockOuts'),
    guardAlarm: check('guardAlarm', alarms?.guardRefusals, 'alarms.guardRefusals'),
    dashboard: flag('dashboard', props.dashboard, true),
    runbookUrl: check('runbookUrl', props.runbookUrl),
    logRetention: member(
      'logRetention',
      props.logRetention ?? RetentionDays.ONE_MONTH,
      RetentionDays,
    ),
    removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    sealingKeys: check('sealingKeys', props.sealingKeys).split(',').map(Number),
  };
  checkTogether(settings);
  return settings;
}

function eventVersion({
  featurePlan = FeaturePlan.LITE,
  preTokenGenerationVersion: version,
}: EmailMfaProps): LambdaVersion {
  const isLite = featurePlan === FeaturePlan.LITE;
  if (version === undefined) return isLite ? LambdaVersion.V1_0 : LambdaVersion.V2_0;
  if (isLite && version !== LambdaVersion.V1_0) {
    const allowed = 'V1_0, or featurePlan ESSENTIALS or PLUS';
    throw notAllowed('preTokenGenerationVersion', version, allowed);
  }
  return member('preTokenGenerationVersion', version, LambdaVersion);
}

function origin(value: string): string {
  if (Token.isUnresolved(value)) return value;
  if (URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value))
    return value;
  throw notAllowed('accountApi.origins', value, 'such as https://login.example.com');
}

const { seconds, minutes, hours, days } = Duration;
type Timed =
  | 'codeLifetime'
  | 'passLifetime'
  | 'addressHold'
  | 'rememberDays'
  | 'resendCooldown'
  | 'lockDuration'
  | 'guardWatch';

function check<Name extends SettingName>(name: Name, value: unknown, prop: string = name) {
  if (Token.isUnresolved(value)) return value as Settings[Name];
  return checkSetting(name, value, `Prop ${prop}`);
}

/** @param unit the unit that the setting's bounds are in */
function time(name: Timed, value: Duration | undefined, unit: typeof seconds, prop: string = name) {
  const { default: fallback, min, max, allowed } = SETTINGS[name];
  if (value === undefined) return unit(fallback);
  if (typeof value?.toMilliseconds !== 'function') throw notAllowed(prop, value, allowed);
  if (value.isUnresolved()) return value;
  const amount = value.toMilliseconds() / unit(1).toMilliseconds();
  if (amount < min || amount > max) throw notAllowed(prop, value.toHumanString(), allowed);
  return value;
}

function flag<Fallback extends boolean | undefined>(
  prop: string,
  value: boolean | undefined,
  fallback: Fallback,
): boolean | Fallback {
  if (value === undefined) return fallback;
  if (typeof value !== 'boolean') throw notAllowed(prop, value, 'true, false');
  return value;
}

function member<T>(prop: string, value: T, allowed: Record<string, T | string>): T {
  if (Token.isUnresolved(value) || Object.values(allowed).includes(value)) return value;
  const names = Object.keys(allowed).filter((name) => Number.isNaN(Number(name)));
  throw notAllowed(prop, value, names.join(', '));
}

const notAllowed = (prop: string, value: unknown, allowed: string) =>
  new SettingError(`Prop ${prop} is ${JSON.stringify(value)}; allowed: ${allowed}.`);

type Together = Pick<EmailMfaProps, 'sender' | 'senderIdentity' | 'removalPolicy'> &
  Pick<Settings, 'failuresPerDay' | 'maxAttempts'>;

function checkTogether({
  failuresPerDay,
  maxAttempts,
  sender,
  senderIdentity,
  removalPolicy,
}: Together) {
  if (![failuresPerDay, maxAttempts].some(Token.isUnresolved) && failuresPerDay < maxAttempts) {
    const allowed = `at least limits.maxAttempts (${maxAttempts})`;
    throw notAllowed('limits.failuresPerDay', failuresPerDay, allowed);
  }
  const identity = senderIdentity?.emailIdentityName;
  if (identity && ![identity, sender].some(Token.isUnresolved) && !covers(identity, sender)) {
    throw notAllowed('senderIdentity', identity, `the sender (${sender}) or its domain`);
  }
  if (removalPolicy === RemovalPolicy.SNAPSHOT) {
    throw notAllowed(
      'removalPolicy',
      removalPolicy,
      'RETAIN, RETAIN_ON_UPDATE_OR_DELETE or DESTROY',
    );
  }
}
