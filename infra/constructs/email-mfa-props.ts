import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type {
  FeaturePlan,
  IUserPool,
  IUserPoolClient,
  LambdaVersion,
} from 'aws-cdk-lib/aws-cognito';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** Properties of {@link EmailMfa}. Numbers and strings may be tokens, for example CloudFormation parameters. */
export interface EmailMfaProps {
  /** The user pool: of this stack, of another stack of the app, or imported. */
  readonly userPool: IUserPool;
  /** Email address that codes are sent from. */
  readonly sender: string;
  /**
   * Verified SES identity of the sender, or of its domain.
   * @default - the stack creates an identity for the sender's address
   */
  readonly senderIdentity?: IEmailIdentity;
  /**
   * Feature plan of the user pool. Essentials and Plus put the claim into access tokens too.
   * @default FeaturePlan.LITE
   */
  readonly featurePlan?: FeaturePlan;
  /**
   * Digits of a code, 6 to 10.
   * @default 6
   */
  readonly codeLength?: number;
  /**
   * How long a code works, 1 to 10 minutes.
   * @default Duration.minutes(5)
   */
  readonly codeLifetime?: Duration;
  /**
   * Time from the correct code to the tokens, 10 to 120 seconds.
   * @default Duration.seconds(60)
   */
  readonly passLifetime?: Duration;
  /**
   * Whether tokens go only to the request that brought the correct code. With `off`, an app client that also
   * allows password flows is a way round the code.
   * @default 'required'
   */
  readonly passBinding?: 'required' | 'off';
  /**
   * What a refresh gets if the user never entered a code through the app client: nothing, or tokens without
   * the claim.
   * @default 'refuse'
   */
  readonly refreshWithoutCode?: 'refuse' | 'no-claim';
  /**
   * How long codes still go to the old address after a user's address changed, 0 to 168 hours.
   * @default Duration.hours(24)
   */
  readonly addressHold?: Duration;
  /**
   * Browsers that are not asked for a code again.
   * @default - if the person wants it, for 30 days
   */
  readonly rememberedBrowsers?: RememberedBrowserOptions;
  /**
   * Claim in the tokens of a sign-in with a code.
   * @default 'email_mfa'
   */
  readonly claimName?: string;
  /**
   * App clients whose users get tokens without a code. Those that the same app creates in the pool must be in the
   * pool's stack; the guard then reads their ids from a parameter in Parameter Store, which takes effect in a minute.
   * @default - none
   */
  readonly unguardedClients?: IUserPoolClient[];
  /**
   * Your own PreTokenGeneration function. The guard calls it after it took the pass, with the event as Cognito
   * sent it, adds its claims and sets its own last. If it fails, there are no tokens. Take it off the pool's
   * props; on an imported pool, the guard takes its place.
   * @default - none
   */
  readonly preTokenGeneration?: IFunction;
  /**
   * Your own CustomMessage function. Ours calls it first: what it sets stands, and ours fills in the rest. If it
   * fails, so does the sign-up or the reset. Take it off the pool's props; on an imported pool, ours takes its place.
   * @default - none
   */
  readonly customMessage?: IFunction;
  /**
   * Your own PostConfirmation function. Ours calls it last, with the event as Cognito sent it. Take it off the
   * pool's props; on an imported pool, ours takes its place.
   * @default - none
   */
  readonly postConfirmation?: IFunction;
  /**
   * Version of the event that the guard, and your own PreTokenGeneration function, get. The Lite plan has V1_0 only,
   * which cannot change access tokens. With V3_0 your function also gets the requests of machines (client
   * credentials), which the guard lets pass.
   * @default - V1_0 on the Lite plan, else V2_0
   */
  readonly preTokenGenerationVersion?: LambdaVersion;
  /**
   * Limits on codes and attempts.
   * @default - the default of each limit
   */
  readonly limits?: LimitOptions;
  /**
   * Content and delivery of the emails.
   * @default - the default of each option
   */
  readonly mail?: MailOptions;
  /**
   * Where audit events are kept.
   * @default - in a log group of their own, for a year
   */
  readonly audit?: AuditOptions;
  /**
   * Checks that the second factor is still on the pool.
   * @default - every 15 minutes, without repair
   */
  readonly guardWatch?: GuardWatchOptions;
  /**
   * HTTPS API with which signed-in users see their remembered browsers and recent sign-ins, and change their
   * email address.
   * @default - an API if the pool is of this app; none for an imported pool
   */
  readonly accountApi?: AccountApiOptions;
  /**
   * CloudWatch alarms.
   * @default - no alarms
   */
  readonly alarms?: AlarmOptions;
  /**
   * Whether to create a CloudWatch dashboard.
   * @default true
   */
  readonly dashboard?: boolean;
  /**
   * Runbook that alarms and dashboard link to, an https address.
   * @default - the runbook in this package's repository
   */
  readonly runbookUrl?: string;
  /**
   * How long the functions' logs are kept.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
  /**
   * What happens to table, keys and audit trail when the stack is deleted. The table has deletion protection
   * unless it is DESTROY, so a failed first deployment leaves it behind, empty.
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Numbers of the keys that codes are sealed with: the first seals, all can decrypt. Change it only to
   * rotate keys.
   * @default [1]
   */
  readonly sealingKeys?: number[];
  /**
   * Folder with one bundle per function, as `bundleTriggers` writes it.
   * @default - the bundles in the package
   */
  readonly bundleFolder?: string;
}

/** Browsers that are not asked for a code again. */
export interface RememberedBrowserOptions {
  /**
   * Whether a browser is remembered after a code: never, if the person wants it, or always. With `no`, a browser
   * that was remembered before is asked for a code too.
   * @default 'ask'
   */
  readonly remember?: 'no' | 'ask' | 'always';
  /**
   * How long a browser is remembered, 1 to 90 days.
   * @default Duration.days(30)
   */
  readonly duration?: Duration;
  /**
   * Whether an email tells the user when a browser is remembered.
   * @default true
   */
  readonly notice?: boolean;
}

/** Limits on codes and attempts. */
export interface LimitOptions {
  /**
   * Attempts per code, 1 to 5.
   * @default 3
   */
  readonly maxAttempts?: number;
  /**
   * Wait before a user can request another code, 1 to 300 seconds.
   * @default Duration.seconds(30)
   */
  readonly resendCooldown?: Duration;
  /**
   * Codes per user in any hour that signed nobody in, 1 to 20. Four times as many in all.
   * @default 5
   */
  readonly codesPerHour?: number;
  /**
   * Incorrect codes per user in any 24 hours before the account is locked, 3 to 100.
   * @default 10
   */
  readonly failuresPerDay?: number;
  /**
   * How long a lock lasts, 24 to 168 hours.
   * @default Duration.hours(24)
   */
  readonly lockDuration?: Duration;
}

/** Content and delivery of the emails. */
export interface MailOptions {
  /**
   * Name of your product in the emails.
   * @default 'Email MFA'
   */
  readonly productName?: string;
  /**
   * Name shown with the sender's address.
   * @default - the product name
   */
  readonly senderName?: string;
  /**
   * Address that replies go to.
   * @default - the sender
   */
  readonly replyTo?: string;
  /**
   * Address that the emails name for help.
   * @default - none
   */
  readonly supportAddress?: string;
  /**
   * Color of the emails, `#rrggbb`.
   * @default '#3454d1'
   */
  readonly brandColor?: string;
  /**
   * Address of the sign-in page, such as `https://login.example.com/`. The emails name its host, invitations the
   * whole address, and phones fill in codes on that host only.
   * @default - the emails name no page
   */
  readonly pageUrl?: string;
  /**
   * Who resets a forgotten password, as the emails say it: the user by email, or an administrator.
   * @default - as the pool is set, if it is of this app; else 'email'
   */
  readonly recovery?: 'email' | 'admin';
  /**
   * Whether Cognito's own emails (sign-up, password reset, new address, invitation) look like the code email. The
   * pool must send by SES, and have no CustomMessage trigger other than the prop `customMessage`.
   * @default - true if the pool allows it
   */
  readonly accountEmails?: boolean;
  /**
   * Whether the subject contains the code. If so, lock screens and SES bounce events show it.
   * @default true
   */
  readonly codeInSubject?: boolean;
  /**
   * Language of emails to users whose own language is not available.
   * @default 'en'
   */
  readonly defaultLocale?: string;
  /**
   * Concurrent invocations of the mailer per shard of the table's stream, 1 to 10.
   * @default 10
   */
  readonly parallelization?: number;
}

/** Where audit events are kept. */
export interface AuditOptions {
  /**
   * How long the audit trail is kept.
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: RetentionDays;
  /**
   * Event bus that also receives the audit events.
   * @default - none
   */
  readonly eventBus?: IEventBus;
}

/** Checks that the second factor is still on the pool. */
export interface GuardWatchOptions {
  /**
   * Time between two checks, 1 to 60 minutes. Changes that CloudTrail reports are checked at once.
   * @default Duration.minutes(15)
   */
  readonly interval?: Duration;
  /**
   * Whether to put missing triggers back on the pool.
   * @default false
   */
  readonly repair?: boolean;
}

/** HTTPS API with which signed-in users see and change their own sign-in security. */
export interface AccountApiOptions {
  /**
   * Whether there is one.
   * @default - true if the pool is of this app, or `clients` is set
   */
  readonly enabled?: boolean;
  /**
   * App clients whose users may call it.
   * @default - the app clients of the pool in its stack
   */
  readonly clients?: IUserPoolClient[];
  /**
   * Origins of the pages that may call it, such as `https://login.example.com`.
   * @default - the origin of `mail.pageUrl`
   */
  readonly origins?: string[];
}

/** CloudWatch alarms. */
export interface AlarmOptions {
  /** Topic that the alarms notify. If it is encrypted, its key must allow CloudWatch. */
  readonly topic: ITopic;
  /**
   * Locked users in an hour that raise an alarm.
   * @default 10
   */
  readonly lockOuts?: number;
  /**
   * Sign-ins in an hour that the guard refuses tokens and that raise an alarm.
   * @default 50
   */
  readonly guardRefusals?: number;
}
