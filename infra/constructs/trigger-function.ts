import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal, type Conditions } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../packaging/function-files';
import { keyPattern, type RecordKind } from '../../triggers/store/keys';
import type { MfaSettings } from './read-props';

export interface TriggerFunctionProps {
  settings: Pick<MfaSettings, 'logRetention'>;
  bundles: Record<FunctionName, string>;
  environment?: Record<string, string>;
  /** Value of the metrics' dimension `service`; omitted by functions that record none. */
  service?: string;
  /** @default - CloudFormation names it */
  logGroupName?: string;
  /** @default Duration.seconds(5) - the time Cognito waits for a trigger */
  timeout?: Duration;
}

/** A Lambda function with its own log group, and its own role that only allows logging at first. */
export class TriggerFunction extends Construct {
  readonly function: Function;
  readonly role: Role;

  constructor(scope: Construct, id: FunctionName, props: TriggerFunctionProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      ...(props.logGroupName && { logGroupName: props.logGroupName }),
      retention: props.settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(this.role);
    this.function = new Function(this, 'Function', {
      code: Code.fromAsset(props.bundles[id]),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout ?? Duration.seconds(5),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        ...props.environment,
        ...(props.service && { SERVICE_NAME: props.service }),
      },
    });
  }

  allow(actions: string[], ...resources: string[]): void {
    this.allowIf({}, actions, ...resources);
  }

  /** @param conditions IAM conditions that must hold as well */
  allowIf(conditions: Conditions, actions: string[], ...resources: string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions, resources, conditions }));
  }

  /** Allows DynamoDB actions on records of these kinds only. */
  allowOnRecords(table: ITable, actions: string[], kinds: RecordKind[]): void {
    this.role.addToPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [table.tableArn],
        conditions: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': kinds.map(keyPattern) },
        },
      }),
    );
  }
}
