import { Duration, Names, RemovalPolicy, Tokenization } from 'aws-cdk-lib';
import type {
  CfnUserPoolClient,
  IUserPool,
  UserPoolClient,
  UserPoolClientOptions,
} from 'aws-cdk-lib/aws-cognito';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { AccountApi } from './account-api';
import { acknowledge } from './acknowledge';
import { AccountMails, makesAccountMails } from './account-mails';
import { appClientOptions, configureAppClient, mergeClientOptions } from './app-client';
import { auditSource, AuditTrail } from './audit-trail';
import { CodeMailer } from './code-mailer';
import { GuardWatch } from './guard-watch';
import { PasswordReset } from './password-reset';
import { ExistingUserPoolAttachment } from './user-pool-attachment';
import { toEnvironment } from '../pool/pool-environment';
import { bundlesIn, prebuiltBundles } from '../packaging/function-files';
import { Alarms } from '../operations/alarms';
import { SignInDashboard } from '../operations/dashboard';
import { makeSealingKeys } from './sealing-keys';
import { EmailMfaMetrics } from './email-mfa-metrics';
import type { EmailMfaFunctions, TriggerArns } from './email-mfa-functions';
import type { EmailMfaProps } from './email-mfa-props';
import { refuseOtherSignIn, reportConflicts } from './pool-conflicts';
import { checkPlace, isOfThisApp, poolScope } from './pool-scope';
import { readProps } from './read-props';
import { SETTINGS } from '../settings/settings';
import { SignInTriggers } from './sign-in-triggers';
import { learntParameter, sortClients } from './unguarded-clients';

/**
 * Adds an emailed code as the second factor of a user pool: table, sealing key, triggers, mailer, audit trail.
 * @throws SettingError from the constructor if a prop is not allowed
 */
export class EmailMfa extends EmailMfaMetrics {
  /** Every function by its name; the first four are the triggers. */
  readonly functions: EmailMfaFunctions;
  /** ARNs of the triggers, for pools that another tool manages. */
  readonly triggerArns: TriggerArns;
  /** Challenges, limits and passes of the users. */
  readonly table: Table;
  /** The audit trail. */
  readonly auditLogGroup: LogGroup;
  /** On-failure queue of mailer, delivery feedback and audit trail. */
  readonly deadLetterQueue: IQueue;
  /** CloudWatch alarms; empty without the prop `alarms`. */
  readonly alarms: Alarm[];
  /** The key that seals new codes. */
  readonly sealingKey: Key;
  readonly service: string;
  /** Options of an app client that signs in with a code; {@link addClient} adds one. */
  readonly clientOptions: UserPoolClientOptions;
  /** Address of the account API; undefined if there is none. */
  readonly accountApiUrl: string | undefined;
  /** Adds the triggers to an imported pool; undefined for a pool of the same app. */
  readonly attachment: ExistingUserPoolAttachment | undefined;
  private readonly userPool: IUserPool;

  constructor(scope: Construct, id: string, props: EmailMfaProps) {
    super(scope, id);
    const { userPool, bundleFolder } = props;
    const bundles = bundleFolder ? bundlesIn(bundleFolder) : prebuiltBundles();
    const settings = readProps(props);
    checkPlace(this, userPool);
    this.userPool = userPool;
    this.clientOptions = appClientOptions(settings);

    const keepsTable = settings.removalPolicy !== RemovalPolicy.DESTROY;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      deletionProtection: keepsTable,
      // Deletion protection would fail the rollback of a first deployment under RETAIN_ON_UPDATE_OR_DELETE.
      removalPolicy: keepsTable ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(this.table, {
      id: 'AwsSolutions-DDB3',
      reason: 'No record counts for longer than a lock; one restored would revive what was used up',
    });
    const sealingKeys = makeSealingKeys(this, { settings, bundles });
    this.sealingKey = sealingKeys.current.key;
    this.service = Names.uniqueResourceName(this, { separator: '-' });
    const { table, service } = this;
    const common = { settings, bundles, table, sealingKeys, service };
    const unguardedClients = sortClients(settings.unguardedClients, userPool);
    const triggers = new SignInTriggers(this, 'Triggers', { ...common, unguardedClients });
    const { functions } = triggers;
    const accountMails = makesAccountMails(userPool, settings)
      ? new AccountMails(this, 'AccountMails', { settings, bundles })
      : undefined;
    const passwordReset = new PasswordReset(this, 'PasswordReset', common);
    const environment = toEnvironment({
      userPoolId: userPool.userPoolId,
      triggers: {
        arns: {
          defineAuthChallenge: functions.defineAuthChallenge.functionArn,
          createAuthChallenge: functions.createAuthChallenge.functionArn,
          verifyAuthChallengeResponse: functions.verifyAuthChallengeResponse.functionArn,
          preTokenGeneration: functions.preTokenGeneration.functionArn,
        },
        preTokenGenerationVersion: settings.eventVersion,
        ownFunction: settings.ownFunction?.functionArn,
        extras: {
          ...(accountMails && {
            customMessage: {
              arn: accountMails.function.functionArn,
              ownFunction: settings.ownCustomMessage?.functionArn,
            },
          }),
          postConfirmation: {
            arn: passwordReset.function.functionArn,
            ownFunction: settings.ownPostConfirmation?.functionArn,
          },
        },
      },
      unguardedClients: settings.unguardedClients,
      bindsPass: settings.passBinding === 'required',
      codeLifetime: Tokenization.stringifyNumber(settings.codeLifetime.toSeconds()),
    });
    if (isOfThisApp(userPool)) {
      const { learnt } = unguardedClients;
      if (learnt.length > 0) learntParameter(this, service).create(userPool, learnt);
      refuseOtherSignIn(userPool);
      triggers.addTo(userPool, settings.eventVersion);
      accountMails?.addTo(userPool);
      passwordReset.addTo(userPool);
      reportConflicts(userPool, functions, settings);
    } else {
      this.attachment = new ExistingUserPoolAttachment(this, 'Attachment', {
        userPool,
        triggers: functions,
        extras: {
          ...(accountMails && { customMessage: accountMails.function }),
          postConfirmation: passwordReset.function,
        },
        environment,
        handlerBundle: bundles.ExistingUserPool,
      });
    }
    const identity =
      settings.senderIdentity ??
      new EmailIdentity(this, 'Sender', { identity: Identity.email(settings.sender) });
    const mailer = new CodeMailer(this, 'Mailer', {
      ...common,
      senderIdentityArn: identity.emailIdentityArn,
      // Lambda takes no token here. The mailer itself skips codes that have expired.
      maxRecordAge: settings.codeLifetime.isUnresolved()
        ? Duration.minutes(SETTINGS.codeLifetime.max)
        : settings.codeLifetime,
    });
    const { sendCode, mailFeedback, deadLetterQueue: failures, configurationSetName } = mailer;
    const { createAuthChallenge: create, verifyAuthChallengeResponse: verify } = functions;
    const watch = new GuardWatch(poolScope(this, userPool), 'GuardWatch', {
      settings,
      bundles,
      userPool,
      environment,
      service,
    });
    const hasApi = settings.accountApi ?? (isOfThisApp(userPool) || settings.accountClients);
    const api = hasApi
      ? new AccountApi(poolScope(this, userPool), 'Account', { ...common, userPool })
      : undefined;
    const audit = new AuditTrail(this, 'Audit', {
      settings,
      bundles,
      failures,
      sources: [
        ...[
          ...[create, verify, functions.preTokenGeneration, passwordReset.function],
          ...[sendCode, mailFeedback],
        ].map(auditSource),
        watch,
        ...(api ? [api] : []),
      ],
    });
    const monitored = {
      service,
      userPoolId: userPool.userPoolId,
      triggers: functions,
      sendCode,
      auditTrail: audit.function,
      auditLogGroup: audit.logGroup,
      failures,
      configurationSetName,
      hasAccountApi: api !== undefined,
    };
    const { alarmTopic: topic } = settings;
    this.alarms = topic ? new Alarms(this, 'Alarms', { settings, topic, monitored }).alarms : [];
    const { alarms } = this;
    if (settings.dashboard) {
      new SignInDashboard(poolScope(this, userPool), 'Operations', { settings, monitored, alarms });
    }
    this.functions = {
      ...triggers.functions,
      sendCode,
      customMessage: accountMails?.function,
      postConfirmation: passwordReset.function,
      mailFeedback,
      auditTrail: audit.function,
      guardWatch: watch.function,
      publicKeys: sealingKeys.reader,
      accountApi: api?.function,
    };
    this.accountApiUrl = api?.url;
    this.triggerArns = {
      defineAuthChallenge: triggers.functions.defineAuthChallenge.functionArn,
      createAuthChallenge: create.functionArn,
      verifyAuthChallengeResponse: verify.functionArn,
      preTokenGeneration: triggers.functions.preTokenGeneration.functionArn,
    };
    this.auditLogGroup = audit.logGroup;
    this.deadLetterQueue = failures;
  }

  /**
   * Adds an app client to the pool that signs in with password and code.
   * Its refresh tokens do not rotate unless the options have `refreshTokenRotationGracePeriod`; its app must then
   * refresh with GetTokensFromRefreshToken, as Amplify does since 6.15.4.
   * @param options for example token lifetimes or callback URLs; they are added to {@link clientOptions}
   * @throws SettingError if an option would allow a sign-in without the code
   */
  addClient(id: string, options: UserPoolClientOptions = {}): UserPoolClient {
    return this.userPool.addClient(id, mergeClientOptions(this.clientOptions, options));
  }

  /**
   * Sets an app client that another tool created to sign in with password and code, and with nothing else:
   * flows, session validity, OAuth and refresh token rotation. Rotation is off, so that every library can refresh.
   */
  configureClient(client: CfnUserPoolClient): void {
    configureAppClient(client, this.clientOptions);
  }

  /** Allows reading the audit trail. */
  grantReadAuditTrail(grantee: IGrantable): Grant {
    return this.auditLogGroup.grantRead(grantee);
  }
}
