import { Duration, Names, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  LambdaVersion,
  type IUserPool,
  type UserPool,
  type UserPoolClientOptions,
} from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { EmailIdentity, Identity, type IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { appClientOptions } from './app-client';
import { AuditTrail } from './audit-trail';
import { CodeMailer } from './code-mailer';
import { ExistingUserPoolAttachment } from './user-pool-attachment';
import { prebuiltBundles, type Bundles } from '../packaging/function-files';
import { Alarms } from '../operations/alarms';
import { SignInDashboard } from '../operations/dashboard';
import { makeSealingKeys } from './sealing-keys';
import { parseSettings, SettingError, type MfaSettings, type Settings } from '../settings/settings';
import { SignInTriggers } from './sign-in-triggers';

/** The user pool, the sender, and any setting under its name in the settings reference. */
export interface EmailMfaProps extends Partial<Omit<MfaSettings, 'sender'>> {
  /** A pool of the same CDK app, or an existing one from `UserPool.fromUserPoolId`. */
  readonly userPool: IUserPool;
  /** Email address that codes are sent from. */
  readonly sender: string;
  /** @default - the bundles in the package */
  readonly bundles?: Bundles;
}

/**
 * Adds an emailed code as the second factor of a user pool: table, sealing key, triggers, mailer, audit trail.
 * @throws SettingError from the constructor if a setting is not allowed
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
    const { userPool, bundles = prebuiltBundles(), ...given } = props;
    const settings = parseSettings(given);
    if (settings.mailTemplate && !props.bundles) {
      throw new SettingError('Setting mailTemplate needs functions that are bundled with it.');
    }
    this.clientOptions = appClientOptions(settings);

    const keep = settings.removal === 'retain';
    const removalPolicy = keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      deletionProtection: keep,
      removalPolicy,
    });
    Validations.of(this.table).acknowledge({
      id: 'AwsSolutions-DDB3',
      reason: 'No record counts for longer than a lock; one restored would revive what was used up',
    });
    const sealingKeys = makeSealingKeys(this, settings, removalPolicy);
    this.sealingKey = sealingKeys.current;
    this.service = Names.uniqueResourceName(this, { separator: '-' });
    const { table, service } = this;
    const common = { settings, bundles, table, sealingKeys, service };
    const triggers = new SignInTriggers(this, 'Triggers', common);
    // The Lite plan has the V1 event only, which cannot change access tokens.
    const version = settings.plan === 'LITE' ? LambdaVersion.V1_0 : LambdaVersion.V2_0;
    if (isOfThisApp(userPool)) {
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
    const mailer = new CodeMailer(this, 'Mailer', {
      ...common,
      senderIdentityArn: this.senderIdentity(settings).emailIdentityArn,
      maxRecordAge: Duration.minutes(settings.codeLifetime),
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
    const alarms = settings.alarmTopic
      ? new Alarms(this, 'Alarms', { settings, monitored }).alarms
      : [];
    if (settings.dashboard === 'yes') {
      new SignInDashboard(this, 'Operations', { settings, monitored, alarms });
    }
  }

  private senderIdentity({ sender, senderIdentity }: Settings): IEmailIdentity {
    return senderIdentity
      ? EmailIdentity.fromEmailIdentityName(this, 'Sender', senderIdentity)
      : new EmailIdentity(this, 'Sender', { identity: Identity.email(sender) });
  }
}

/** An imported pool has no `addTrigger`. `instanceof` would fail with two copies of the CDK installed. */
function isOfThisApp(userPool: IUserPool): userPool is UserPool {
  return 'addTrigger' in userPool;
}
