import { Duration } from 'aws-cdk-lib';
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
import { acknowledge } from './acknowledge';
import type { FunctionName } from '../packaging/function-files';
import { mailAppearance } from './mail-appearance';
import { MailFeedback } from './mail-feedback';
import { allowDecryption, type SealingKeys } from './sealing-keys';
import { keyPrefix } from '../../triggers/store/keys';
import type { MfaSettings } from './read-props';
import { TriggerFunction } from './trigger-function';

export interface CodeMailerProps {
  settings: MfaSettings;
  bundles: Record<FunctionName, string>;
  table: Table;
  sealingKeys: SealingKeys;
  senderIdentityArn: string;
  /** Dimension of the metrics. */
  service: string;
  /** Lifetime of a code: an expired code is not mailed. */
  maxRecordAge: Duration;
}

/**
 * Mails codes and notices: the table's stream invokes a function that sends each new record's mail once with
 * SES. {@link MailFeedback} receives SES's events about mails that did not arrive.
 */
export class CodeMailer extends Construct {
  readonly sendCode: Function;
  readonly mailFeedback: Function;
  /** Takes records that could not be mailed, and events of SES that could not be processed. */
  readonly deadLetterQueue: IQueue;
  readonly configurationSetName: string;

  constructor(scope: Construct, id: string, props: CodeMailerProps) {
    super(scope, id);
    const { settings, bundles, table, service } = props;
    const { all: sealingKeys } = props.sealingKeys;
    const deadLetterQueue = new Queue(this, 'Failures', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(deadLetterQueue, {
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself, so it needs none of its own',
    });
    const { configurationSet, configurationSetArn, handler } = new MailFeedback(this, 'Events', {
      settings,
      bundles,
      table,
      service,
      deadLetterQueue,
    });
    const sendCode = new TriggerFunction(this, 'SendCode', {
      settings,
      bundles,
      service,
      // Long enough for a few tries. After a crash, the next try waits as long as this.
      timeout: Duration.seconds(12),
      environment: {
        TABLE_NAME: table.tableName,
        SEALING_KEY_IDS: sealingKeys.map(({ keyId }) => keyId).join(','),
        CONFIGURATION_SET: configurationSet.configurationSetName,
        SENDER: settings.sender,
        SENDER_NAME: settings.senderName || settings.productName,
        ...(settings.replyTo && { REPLY_TO: settings.replyTo }),
        ...mailAppearance(settings),
        CODE_IN_SUBJECT: settings.codeInSubject ? 'yes' : 'no',
      },
    });
    sendCode.allowOnRecords(table, ['UpdateItem'], ['challenge', 'notice']);
    sendCode.allow(['kms:Decrypt'], ...sealingKeys.map(({ keyArn }) => keyArn));
    for (const key of sealingKeys) allowDecryption(key, sendCode.role);
    // An identity may cover a whole domain; the condition allows the sender's address only.
    sendCode.allowIf(
      { StringEqualsIgnoreCase: { 'ses:FromAddress': settings.sender } },
      ['ses:SendEmail'],
      props.senderIdentityArn,
      configurationSetArn,
    );
    acknowledge(sendCode, {
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Lambda needs dynamodb:ListStreams, which takes no narrower resource',
    });
    sendCode.function.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        // Overwriting an item is a MODIFY, so an INSERT is exactly one new mail.
        filters: (['challenge', 'notice'] as const).map((kind) =>
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(keyPrefix(kind)) } } },
          }),
        ),
        batchSize: 10,
        maxBatchingWindow: Duration.seconds(0),
        parallelizationFactor: settings.parallelization,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        maxRecordAge: props.maxRecordAge,
        onFailure: new SqsDlq(deadLetterQueue),
      }),
    );
    this.sendCode = sendCode.function;
    this.mailFeedback = handler;
    this.deadLetterQueue = deadLetterQueue;
    this.configurationSetName = configurationSet.configurationSetName;
  }
}
