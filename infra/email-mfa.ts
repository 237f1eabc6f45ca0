import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { LambdaVersion, UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { FunctionName } from './bundles';
import { CodeMailer } from './code-mailer';
import type { Settings } from './settings';
import { TriggerFunction } from './trigger-function';

export interface EmailMfaProps {
  settings: Settings;
  /** Folder of each function's bundle. */
  bundles: Record<FunctionName, string>;
}

/** The second factor itself: table, sealing key, triggers and mailer. Knows no user pool until attached. */
export class EmailMfa extends Construct {
  readonly table: Table;
  readonly sealingKey: Key;
  private readonly settings: Settings;
  private readonly triggers: Record<
    Exclude<FunctionName, 'SendCode' | 'MailEvents'>,
    TriggerFunction
  >;

  constructor(scope: Construct, id: string, { settings, bundles }: EmailMfaProps) {
    super(scope, id);
    this.settings = settings;
    const removalPolicy =
      settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      deletionProtection: settings.removal === 'retain',
      removalPolicy,
    });
    this.sealingKey = new Key(this, 'SealingKey', {
      description:
        'Seals e-mailed codes: encrypted with its public half, decrypted by the mailer only',
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      removalPolicy,
    });
    const sender = new EmailIdentity(this, 'Sender', { identity: Identity.email(settings.sender) });

    const common = { bundles, settings };
    this.triggers = {
      DefineAuthChallenge: new TriggerFunction(this, 'DefineAuthChallenge', common),
      CreateAuthChallenge: new TriggerFunction(this, 'CreateAuthChallenge', {
        ...common,
        environment: {
          TABLE_NAME: this.table.tableName,
          SEALING_KEY_ID: this.sealingKey.keyId,
          CODE_LENGTH: `${settings.codeLength}`,
          CODE_LIFETIME_SECONDS: `${settings.codeLifetime * 60}`,
          ...this.limits(),
        },
      }),
      VerifyAuthChallengeResponse: new TriggerFunction(this, 'VerifyAuthChallengeResponse', {
        ...common,
        environment: {
          TABLE_NAME: this.table.tableName,
          CODE_LENGTH: `${settings.codeLength}`,
          PASS_SECONDS: `${settings.passLifetime}`,
          ...this.limits(),
        },
      }),
      PreTokenGeneration: new TriggerFunction(this, 'PreTokenGeneration', {
        ...common,
        environment: {
          TABLE_NAME: this.table.tableName,
          CLAIM_NAME: settings.claimName,
          UNGUARDED_CLIENT_IDS: settings.unguardedClients.join(','),
        },
      }),
    };
    const { CreateAuthChallenge, VerifyAuthChallengeResponse, PreTokenGeneration } = this.triggers;
    CreateAuthChallenge.allowOnRecords(
      this.table,
      ['PutItem', 'UpdateItem'],
      ['challenge#*', 'user#*'],
    );
    CreateAuthChallenge.allowOnRecords(this.table, ['GetItem'], ['challenge#*']);
    CreateAuthChallenge.allow(['kms:GetPublicKey'], this.sealingKey.keyArn);
    VerifyAuthChallengeResponse.allowOnRecords(
      this.table,
      ['UpdateItem'],
      ['challenge#*', 'user#*'],
    );
    VerifyAuthChallengeResponse.allowOnRecords(this.table, ['GetItem'], ['user#*']);
    VerifyAuthChallengeResponse.allowOnRecords(this.table, ['PutItem'], ['notice#*']);
    PreTokenGeneration.allowOnRecords(this.table, ['UpdateItem'], ['user#*']);

    new CodeMailer(this, 'Mailer', {
      ...common,
      table: this.table,
      sealingKey: this.sealingKey,
      senderIdentityArn: sender.emailIdentityArn,
      maxRecordAge: Duration.minutes(settings.codeLifetime),
    });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
  }

  /** Puts the four triggers on a user pool of this CDK app. */
  attachTo(userPool: UserPool): void {
    const { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse } = this.triggers;
    userPool.addTrigger(UserPoolOperation.DEFINE_AUTH_CHALLENGE, DefineAuthChallenge.function);
    userPool.addTrigger(UserPoolOperation.CREATE_AUTH_CHALLENGE, CreateAuthChallenge.function);
    userPool.addTrigger(
      UserPoolOperation.VERIFY_AUTH_CHALLENGE_RESPONSE,
      VerifyAuthChallengeResponse.function,
    );
    userPool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      this.triggers.PreTokenGeneration.function,
      // The Lite plan knows the V1 event only, which cannot change access tokens.
      this.settings.plan === 'LITE' ? LambdaVersion.V1_0 : LambdaVersion.V2_0,
    );
  }

  private limits(): Record<string, string> {
    const { maxAttempts, resendCooldown, codesPerHour, failuresPerDay, lockDuration } =
      this.settings;
    return {
      MAX_ATTEMPTS: `${maxAttempts}`,
      RESEND_COOLDOWN_SECONDS: `${resendCooldown}`,
      CODES_PER_HOUR: `${codesPerHour}`,
      FAILURES_PER_DAY: `${failuresPerDay}`,
      LOCK_SECONDS: `${lockDuration * 3600}`,
    };
  }
}
