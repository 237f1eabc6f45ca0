import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import {
  CloudWatchDimensionSource,
  ConfigurationSet,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../packaging/function-files';
import type { MfaSettings } from './read-props';
import { TriggerFunction } from './trigger-function';

export interface MailFeedbackProps {
  settings: Pick<MfaSettings, 'logRetention'>;
  bundles: Record<FunctionName, string>;
  table: Table;
  /** Dimension of the metrics. */
  service: string;
  /** Takes events that could not be processed. */
  deadLetterQueue: IQueue;
}

/**
 * SES's events about a mail after SES took it. Events about undelivered mails go over EventBridge to a
 * function that marks the record. Delivered and delayed mails are only counted, by SES in CloudWatch: their
 * events hold the subject and so a live code, and the whole account can listen to the bus. Opens and clicks
 * are not tracked.
 */
export class MailFeedback extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly configurationSetArn: string;
  readonly handler: Function;

  constructor(scope: Construct, id: string, props: MailFeedbackProps) {
    super(scope, id);
    this.configurationSet = new ConfigurationSet(this, 'Mails', {
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const name = this.configurationSet.configurationSetName;
    this.configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: name,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.configurationSet.addEventDestination('Undelivered', {
      destination: EventDestination.eventBus(
        EventBus.fromEventBusName(this, 'DefaultBus', 'default'),
      ),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    this.configurationSet.addEventDestination('Delivered', {
      destination: EventDestination.cloudWatchDimensions([
        {
          source: CloudWatchDimensionSource.MESSAGE_TAG,
          name: 'ses:configuration-set',
          defaultValue: 'none',
        },
      ]),
      events: [EmailSendingEvent.DELIVERY, EmailSendingEvent.DELIVERY_DELAY],
    });
    this.handler = this.makeHandler(name, props);
  }

  private makeHandler(configurationSetName: string, props: MailFeedbackProps): Function {
    const { table, deadLetterQueue } = props;
    const handler = new TriggerFunction(this, 'MailEvents', {
      ...props,
      environment: { TABLE_NAME: table.tableName },
    });
    handler.allowOnRecords(table, ['UpdateItem'], ['challenge', 'notice']);
    const retryPolicy = { maxEventAge: Duration.hours(1), retryAttempts: 2 };
    handler.function.configureAsyncInvoke({
      ...retryPolicy,
      onFailure: new SqsDestination(deadLetterQueue),
    });
    new Rule(this, 'Rule', {
      description: 'Mails of the second factor that did not arrive',
      eventPattern: {
        source: ['aws.ses'],
        detailType: [
          'Email Bounced',
          'Email Complaint Received',
          'Email Rejected',
          'Email Rendering Failed',
        ],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
      },
      targets: [new LambdaFunction(handler.function, { ...retryPolicy, deadLetterQueue })],
    });
    return handler.function;
  }
}
