import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { FeaturePlan, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { EmailMfaProps } from '../constructs/email-mfa-props';
import type { Settings } from './settings';

/**
 * The settings as props of EmailMfa.
 * @param scope where resources that a setting names are imported
 */
export function toProps(scope: Construct, settings: Settings): Omit<EmailMfaProps, 'userPool'> {
  const { senderIdentity, eventBus, alarmTopic } = settings;
  return {
    sender: settings.sender,
    ...(senderIdentity && {
      senderIdentity: EmailIdentity.fromEmailIdentityName(scope, 'SenderIdentity', senderIdentity),
    }),
    featurePlan: FeaturePlan[settings.plan],
    codeLength: settings.codeLength,
    codeLifetime: Duration.minutes(settings.codeLifetime),
    passLifetime: Duration.seconds(settings.passLifetime),
    passBinding: settings.passBinding,
    refreshWithoutCode: settings.refreshWithoutCode,
    addressHold: Duration.hours(settings.addressHold),
    rememberedBrowsers: {
      remember: settings.rememberBrowser,
      duration: Duration.days(settings.rememberDays),
      notice: settings.rememberNotice === 'yes',
    },
    claimName: settings.claimName,
    unguardedClients: settings.unguardedClients.map((id) =>
      UserPoolClient.fromUserPoolClientId(scope, `UnguardedClient-${id}`, id),
    ),
    limits: {
      maxAttempts: settings.maxAttempts,
      resendCooldown: Duration.seconds(settings.resendCooldown),
      codesPerHour: settings.codesPerHour,
      failuresPerDay: settings.failuresPerDay,
      lockDuration: Duration.hours(settings.lockDuration),
    },
    mail: {
      productName: settings.productName,
      senderName: settings.senderName,
      replyTo: settings.replyTo,
      supportAddress: settings.supportAddress,
      brandColor: settings.brandColor,
      pageUrl: settings.pageUrl || (settings.domain && `https://${settings.domain}/`),
      recovery: settings.recovery,
      codeInSubject: settings.codeInSubject === 'yes',
      defaultLocale: settings.defaultLocale,
      parallelization: settings.parallelization,
    },
    audit: {
      retention: Number(settings.auditRetention) as RetentionDays,
      ...(eventBus && { eventBus: busOf(scope, eventBus) }),
    },
    guardWatch: {
      interval: Duration.minutes(settings.guardWatch),
      repair: settings.guardRepair === 'yes',
    },
    ...(settings.accountApi === 'no' && { accountApi: { enabled: false } }),
    ...(alarmTopic && {
      alarms: {
        topic: Topic.fromTopicArn(scope, 'AlarmTopic', alarmTopic),
        lockOuts: settings.lockAlarm,
        guardRefusals: settings.guardAlarm,
      },
    }),
    dashboard: settings.dashboard === 'yes',
    runbookUrl: settings.runbookUrl,
    logRetention: Number(settings.logRetention) as RetentionDays,
    removalPolicy:
      settings.removal === 'retain'
        ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
        : RemovalPolicy.DESTROY,
    sealingKeys: settings.sealingKeys.split(',').map(Number),
  };
}

/** @param bus name or ARN */
const busOf = (scope: Construct, bus: string) =>
  bus.startsWith('arn:')
    ? EventBus.fromEventBusArn(scope, 'EventBus', bus)
    : EventBus.fromEventBusName(scope, 'EventBus', bus);
