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
import type { Settings } from '../settings/settings';
import { TriggerFunction } from './trigger-function';

export interface MailEventsProps {
  settings: Pick<Settings, 'logRetention'>;
  bundles: Record<FunctionName, string>;
  table: Table;
  /** Dimension of the metrics. */
  service: string;
  /** Takes the events that could not be written down. */
  failures: IQueue;
}

/**
 * What SES tells about a mail after it took it. That one did not arrive goes over EventBridge to a function
 * that marks its record. That one arrived, or is late, is counted by SES at CloudWatch: its events hold the
 * subject, and so a live code, which has no business on a bus that the whole account can listen to. Opens
 * and clicks are not tracked.
 */
export class MailEvents extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly configurationSetArn: string;
  readonly handler: Function;

  constructor(scope: Construct, id: string, props: MailEventsProps) {
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
    this.handler = this.handleEvents(name, props);
  }

  private handleEvents(configurationSetName: string, props: MailEventsProps): Function {
    const { table, failures } = props;
    const handler = new TriggerFunction(this, 'MailEvents', {
      ...props,
      environment: { TABLE_NAME: table.tableName },
    });
    handler.allowOnRecords(table, ['UpdateItem'], ['challenge#*', 'notice#*']);
    const patience = { maxEventAge: Duration.hours(1), retryAttempts: 2 };
    handler.function.configureAsyncInvoke({ ...patience, onFailure: new SqsDestination(failures) });
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
      targets: [new LambdaFunction(handler.function, { ...patience, deadLetterQueue: failures })],
    });
    return handler.function;
  }
}
