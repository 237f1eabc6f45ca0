import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  LambdaVersion,
  UserPoolOperation,
  type IUserPool,
  type UserPool,
  type UserPoolClientOptions,
} from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { EmailIdentity, Identity, type IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { appClientOptions } from './app-client';
import { CodeMailer } from './code-mailer';
import { prebuiltBundles, type Bundles } from './functions';
import { parseSettings, SettingError, type MfaSettings, type Settings } from './settings';
import { SignInTriggers } from './sign-in-triggers';

/** The pool, the sender, and any of the settings by the names they have in the README. */
export interface EmailMfaProps extends Partial<Omit<MfaSettings, 'sender'>> {
  /** A pool of the same CDK app, or one that exists, by `UserPool.fromUserPoolId`. */
  readonly userPool: IUserPool;
  /** Address that codes are mailed from. */
  readonly sender: string;
  /** @default - those that the package brings along */
  readonly bundles?: Bundles;
}

/**
 * An e-mailed code as the second factor of a user pool: table, sealing key, triggers and mailer.
 * @throws SettingError from the constructor, for a setting that is not allowed
 */
export class EmailMfa extends Construct {
  readonly table: Table;
  readonly sealingKey: Key;
  /** What an app client needs to sign in with a code: `userPool.addClient('Web', mfa.clientOptions)`. */
  readonly clientOptions: UserPoolClientOptions;

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
    this.sealingKey = new Key(this, 'SealingKey', {
      description:
        'Seals e-mailed codes: encrypted with its public half, decrypted by the mailer only',
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      removalPolicy,
    });
    const common = { settings, bundles, table: this.table, sealingKey: this.sealingKey };
    attach(userPool, new SignInTriggers(this, 'Triggers', common), settings);
    new CodeMailer(this, 'Mailer', {
      ...common,
      senderIdentityArn: this.senderIdentity(settings).emailIdentityArn,
      maxRecordAge: Duration.minutes(settings.codeLifetime),
    });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
  }

  private senderIdentity({ sender, senderIdentity }: Settings): IEmailIdentity {
    return senderIdentity
      ? EmailIdentity.fromEmailIdentityName(this, 'Sender', senderIdentity)
      : new EmailIdentity(this, 'Sender', { identity: Identity.email(sender) });
  }
}

/**
 * Puts the triggers on the pool. The pool names the functions and each permission names both, so no
 * function may name the pool: CloudFormation could not tell which to create first. The guard therefore
 * takes pool and app client from each event, and clients that it lets pass are named by their id.
 */
function attach(userPool: IUserPool, triggers: SignInTriggers, { plan }: Settings): void {
  if (!isOfThisApp(userPool)) throw new Error('Existing pools can not be attached to yet');
  const add = userPool.addTrigger.bind(userPool);
  add(UserPoolOperation.DEFINE_AUTH_CHALLENGE, triggers.defineAuthChallenge);
  add(UserPoolOperation.CREATE_AUTH_CHALLENGE, triggers.createAuthChallenge);
  add(UserPoolOperation.VERIFY_AUTH_CHALLENGE_RESPONSE, triggers.verifyAuthChallengeResponse);
  // The Lite plan knows the V1 event only, which cannot change access tokens.
  const version = plan === 'LITE' ? LambdaVersion.V1_0 : LambdaVersion.V2_0;
  add(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, triggers.preTokenGeneration, version);
}

/** An imported pool can't take triggers. Asked this way as there may be two copies of the CDK at work. */
function isOfThisApp(userPool: IUserPool): userPool is UserPool {
  return 'addTrigger' in userPool;
}
