import { CfnOutput, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnPermission,
  Code,
  Function,
  LoggingFormat,
  Runtime,
  type IFunction,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AttachmentProperties } from '../handlers/attach-triggers';
import { EXTRA_TRIGGERS, type ExtraTrigger } from '../pool/extra-triggers';
import { TRIGGER_NAMES, type ByTrigger, type TriggerName } from '../pool/lambda-config';

/** Properties of {@link ExistingUserPoolAttachment}, which {@link EmailMfa} creates. */
export interface ExistingUserPoolAttachmentProps {
  /** An imported pool, for example from `UserPool.fromUserPoolId`. */
  readonly userPool: IUserPool;
  /** The four functions that Cognito calls. */
  readonly triggers: ByTrigger<IFunction>;
  /** Functions of ours that no sign-in depends on. */
  readonly extras: Partial<Record<ExtraTrigger, IFunction>>;
  /** What the function knows of the pool: its environment variables. */
  readonly environment: Record<string, string>;
  /** Folder of the function's bundle (index.js). */
  readonly handlerBundle: string;
}

const NAMES = { ...TRIGGER_NAMES, ...EXTRA_TRIGGERS };

/**
 * Adds the four triggers to a user pool outside this stack and removes them when the stack is deleted. Nothing
 * else of the pool changes. CloudFormation cannot change a pool that it did not create, so a custom resource
 * does. The deployment fails if one of the four already has another function. CustomMessage and PostConfirmation
 * are added where they are free.
 */
export class ExistingUserPoolAttachment extends Construct {
  /**
   * The role that updates the pool. If the pool sends SMS with a role of its own, Cognito requires
   * `iam:PassRole` on that role for every update: add it here.
   */
  readonly role: Role;
  /** Ids of the app clients that allow sign-in without a code; `none` if there are none. */
  readonly openClients: string;

  constructor(scope: Construct, id: string, props: ExistingUserPoolAttachmentProps) {
    super(scope, id);
    const { userPool } = props;
    const triggers = { ...props.triggers, ...props.extras };
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: [
          'cognito-idp:DescribeUserPool',
          'cognito-idp:DescribeUserPoolClient',
          'cognito-idp:ListUserPoolClients',
          'cognito-idp:ListUserPoolReplicas',
          'cognito-idp:UpdateUserPool',
        ],
        resources: [userPool.userPoolArn],
      }),
    );
    // Requests are checked against the stack's own state.
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['cloudformation:ListStackResources'],
        resources: [Stack.of(this).stackId],
      }),
    );
    // Do not rename: CloudFormation would create a second resource, then delete the old one and its triggers.
    const attachment = new CustomResource(this, 'Triggers', {
      resourceType: 'Custom::EmailMfaTriggers',
      serviceToken: this.handler(props).functionArn,
      serviceTimeout: Duration.minutes(10),
      properties: {
        userPoolId: userPool.userPoolId,
        synthesizedAt: new Date().toISOString(),
      } satisfies AttachmentProperties,
    });
    // Permissions exist before the triggers do and after: without them, every sign-in would fail.
    attachment.node.addDependency(this.role, ...this.permissions(userPool, triggers));
    this.openClients = attachment.getAttString('OpenClients');
    new CfnOutput(this, 'OpenClients', { value: this.openClients });
    new CfnOutput(this, 'Problems', { value: attachment.getAttString('Problems') });
    // For the template of the pool's owner: an update of the pool without these takes the triggers off.
    for (const [name, trigger] of Object.entries(triggers)) {
      new CfnOutput(this, `${NAMES[name as TriggerName | ExtraTrigger]}Arn`, {
        value: trigger.functionArn,
      });
    }
  }

  private handler({ handlerBundle, environment }: ExistingUserPoolAttachmentProps): Function {
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_YEAR,
      // It records the pool's configuration before each change.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    logGroup.grantWrite(this.role);
    return new Function(this, 'Handler', {
      code: Code.fromAsset(handlerBundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.minutes(9),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...environment, STACK_ID: Stack.of(this).stackId },
    });
  }

  private permissions(userPool: IUserPool, triggers: Record<string, IFunction>): CfnPermission[] {
    return Object.entries(triggers).map(
      ([name, trigger]) =>
        new CfnPermission(this, `Permission-${name}`, {
          action: 'lambda:InvokeFunction',
          functionName: trigger.functionArn,
          principal: 'cognito-idp.amazonaws.com',
          sourceArn: userPool.userPoolArn,
        }),
    );
  }
}
