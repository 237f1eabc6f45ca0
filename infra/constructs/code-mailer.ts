import { Duration, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  FilterCriteria,
  FilterRule,
  StartingPosition,
  type Function,
} from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../packaging/function-files';
import { MailEvents } from './mail-feedback';
import type { SealingKeys } from './sealing-keys';
import type { Settings } from '../settings/settings';
import { TriggerFunction } from './trigger-function';

export interface CodeMailerProps {
  settings: Settings;
  bundles: Record<FunctionName, string>;
  table: Table;
  sealingKeys: SealingKeys;
  senderIdentityArn: string;
  /** Dimension of the metrics. */
  service: string;
  /** A code that could not be mailed within its life is of no use to anyone. */
  maxRecordAge: Duration;
}

/**
 * Stream → function → SES: mails each new code, and notices to users, once. And back: SES's news of mails
 * that did not arrive.
 */
export class CodeMailer extends Construct {
  readonly sendCode: Function;
  readonly mailEvents: Function;
  /** Takes what could not be mailed, and news of SES that could not be written down. */
  readonly failures: IQueue;
  readonly configurationSetName: string;

  constructor(scope: Construct, id: string, props: CodeMailerProps) {
    super(scope, id);
    const { settings, bundles, table, service } = props;
    const { all: sealingKeys } = props.sealingKeys;
    const failures = new Queue(this, 'Failures', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(failures).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself the last stop of what could not be mailed; nothing is read from it',
    });
    const { configurationSet, configurationSetArn, handler } = new MailEvents(this, 'Events', {
      settings,
      bundles,
      table,
      service,
      failures,
    });
    const sendCode = new TriggerFunction(this, 'SendCode', {
      settings,
      bundles,
      service,
      // Long enough to try again a few times; what an invocation that crashed had claimed waits as long.
      timeout: Duration.seconds(12),
      environment: {
        TABLE_NAME: table.tableName,
        SEALING_KEY_IDS: sealingKeys.map(({ keyId }) => keyId).join(','),
        CONFIGURATION_SET: configurationSet.configurationSetName,
        SENDER: settings.sender,
        SENDER_NAME: settings.senderName || settings.productName,
        ...(settings.replyTo && { REPLY_TO: settings.replyTo }),
        PRODUCT_NAME: settings.productName,
        BRAND_COLOR: settings.brandColor,
        ...(settings.supportAddress && { SUPPORT_ADDRESS: settings.supportAddress }),
        CODE_IN_SUBJECT: settings.codeInSubject,
        DEFAULT_LOCALE: settings.defaultLocale,
      },
    });
    sendCode.allowOnRecords(table, ['UpdateItem'], ['challenge#*', 'notice#*']);
    sendCode.allow(['kms:Decrypt'], ...sealingKeys.map(({ keyArn }) => keyArn));
    // SES checks both: whose address, and which configuration set.
    sendCode.allow(['ses:SendEmail'], props.senderIdentityArn, configurationSetArn);
    Validations.of(sendCode).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Lambda lists streams to read one, and dynamodb:ListStreams can not be narrowed',
    });
    sendCode.function.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        // Overwriting an item is a MODIFY: a new key is exactly one new mail.
        filters: ['challenge#', 'notice#'].map((prefix) =>
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(prefix) } } },
          }),
        ),
        batchSize: 10,
        maxBatchingWindow: Duration.seconds(0),
        parallelizationFactor: settings.parallelization,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        maxRecordAge: props.maxRecordAge,
        onFailure: new SqsDlq(failures),
      }),
    );
    this.sendCode = sendCode.function;
    this.mailEvents = handler;
    this.failures = failures;
    this.configurationSetName = configurationSet.configurationSetName;
  }
}
