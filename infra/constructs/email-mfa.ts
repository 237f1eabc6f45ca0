import { Duration, Names, RemovalPolicy, Token, Validations } from 'aws-cdk-lib';
import {
  FeaturePlan,
  LambdaVersion,
  type IUserPool,
  type UserPool,
  type UserPoolClientOptions,
} from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { appClientOptions } from './app-client';
import { AuditTrail } from './audit-trail';
import { CodeMailer } from './code-mailer';
import { ExistingUserPoolAttachment } from './user-pool-attachment';
import { bundlesIn, prebuiltBundles } from '../packaging/function-files';
import { Alarms } from '../operations/alarms';
import { SignInDashboard } from '../operations/dashboard';
import { makeSealingKeys } from './sealing-keys';
import type { EmailMfaProps } from './email-mfa-props';
import { readProps } from './read-props';
import { SettingError, SETTINGS } from '../settings/settings';
import { SignInTriggers } from './sign-in-triggers';

const CLIENT_OF_POOL =
  'Prop unguardedClients has an app client of a pool in this app, whose id the guard cannot reference: pool and guard would reference each other. Import it with UserPoolClient.fromUserPoolClientId and its literal id.';

/**
 * Adds an emailed code as the second factor of a user pool: table, sealing key, triggers, mailer, audit trail.
 * @throws SettingError from the constructor if a prop is not allowed
 */
export class EmailMfa extends Construct {
  readonly table: Table;
  /** The key that seals new codes. */
  readonly sealingKey: Key;
  /** Value of the dimension `service` of its metrics, in the namespace `EmailMfa`. */
  readonly service: string;
  /** Options of an app client that signs in with a code: `userPool.addClient('Web', mfa.clientOptions)`. */
  readonly clientOptions: UserPoolClientOptions;
  /** Adds the triggers to an imported pool; undefined for a pool of the same app. */
  readonly attachment: ExistingUserPoolAttachment | undefined;

  constructor(scope: Construct, id: string, props: EmailMfaProps) {
    super(scope, id);
    const { userPool, bundleFolder } = props;
    const bundles = bundleFolder ? bundlesIn(bundleFolder) : prebuiltBundles();
    const settings = readProps(props);
    this.clientOptions = appClientOptions(settings);

    const { removalPolicy } = settings;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
      removalPolicy,
    });
    Validations.of(this.table).acknowledge({
      id: 'AwsSolutions-DDB3',
      reason: 'No record counts for longer than a lock; one restored would revive what was used up',
    });
    const sealingKeys = makeSealingKeys(this, settings);
    this.sealingKey = sealingKeys.current;
    this.service = Names.uniqueResourceName(this, { separator: '-' });
    const { table, service } = this;
    const common = { settings, bundles, table, sealingKeys, service };
    const triggers = new SignInTriggers(this, 'Triggers', common);
    // The Lite plan has the V1 event only, which cannot change access tokens.
    const version =
      settings.featurePlan === FeaturePlan.LITE ? LambdaVersion.V1_0 : LambdaVersion.V2_0;
    if (isOfThisApp(userPool)) {
      if (settings.unguardedClients.some(Token.isUnresolved))
        throw new SettingError(CLIENT_OF_POOL);
      triggers.addTo(userPool, version);
    } else {
      this.attachment = new ExistingUserPoolAttachment(this, 'Attachment', {
        userPool,
        triggers: triggers.functions,
        preTokenGenerationVersion: version,
        unguardedClients: settings.unguardedClients,
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
    const { createAuthChallenge: create, verifyAuthChallengeResponse: verify } = triggers.functions;
    const audit = new AuditTrail(this, 'Audit', {
      settings,
      bundles,
      failures,
      sources: [create, verify, triggers.functions.preTokenGeneration, sendCode, mailFeedback],
    });
    const monitored = {
      service,
      userPoolId: userPool.userPoolId,
      triggers: triggers.functions,
      sendCode,
      auditTrail: audit.function,
      failures,
      configurationSetName,
    };
    const { alarmTopic: topic } = settings;
    const alarms = topic ? new Alarms(this, 'Alarms', { settings, topic, monitored }).alarms : [];
    if (settings.dashboard) {
      new SignInDashboard(this, 'Operations', { settings, monitored, alarms });
    }
  }
}

/** An imported pool has no `addTrigger`. `instanceof` would fail with two copies of the CDK installed. */
function isOfThisApp(userPool: IUserPool): userPool is UserPool {
  return 'addTrigger' in userPool;
}
