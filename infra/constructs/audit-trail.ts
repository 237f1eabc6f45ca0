import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { FilterPattern, LogGroup, LogStream, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../packaging/function-files';
import type { MfaSettings } from './read-props';
import { TriggerFunction } from './trigger-function';

/** A function and the name of its log group, which may be in another stack: then it is no reference. */
export interface AuditSource {
  function: Function;
  logGroupName: string;
}

export const auditSource = (source: Function): AuditSource => ({
  function: source,
  logGroupName: source.logGroup.logGroupName,
});

export interface AuditTrailProps {
  settings: MfaSettings;
  bundles: Record<FunctionName, string>;
  /** On-failure queue for batches of log lines that could not be processed. */
  failures: IQueue;
  /** Functions whose logs contain audit events. */
  sources: AuditSource[];
}

/**
 * Copies audit events from the functions' logs to a log group of their own and, if set, to an event bus. Its
 * own log is never a source, which would cause a loop.
 */
export class AuditTrail extends Construct {
  readonly logGroup: LogGroup;
  readonly function: Function;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { settings, bundles, failures, sources } = props;
    const { auditRetention: retention, removalPolicy } = settings;
    this.logGroup = new LogGroup(this, 'Events', { retention, removalPolicy });
    // Created here, so that the function needs no permission to create one.
    const { logStreamName } = new LogStream(this, 'Stream', {
      logGroup: this.logGroup,
      removalPolicy,
    });
    const busArn = settings.eventBus?.eventBusArn;
    const trail = new TriggerFunction(this, 'AuditTrail', {
      settings,
      bundles,
      timeout: Duration.seconds(30),
      environment: {
        AUDIT_LOG_GROUP: this.logGroup.logGroupName,
        AUDIT_LOG_STREAM: logStreamName,
        SOURCE_LOG_GROUPS: sources.map(({ logGroupName }) => logGroupName).join(','),
        ...(busArn && { EVENT_BUS: busArn }),
      },
    });
    trail.allow(
      ['logs:PutLogEvents'],
      Stack.of(this).formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: `${this.logGroup.logGroupName}:log-stream:${logStreamName}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    if (busArn) trail.allow(['events:PutEvents'], busArn);
    trail.function.configureAsyncInvoke({
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
      onFailure: new SqsDestination(failures),
    });
    this.function = trail.function;
    const destination = new LambdaDestination(trail.function);
    const { exists, all } = FilterPattern;
    for (const { function: source } of sources) {
      new SubscriptionFilter(source, 'Audit', {
        logGroup: source.logGroup,
        destination,
        filterPattern: all(exists('$.version'), exists('$.event')),
      });
    }
  }
}
