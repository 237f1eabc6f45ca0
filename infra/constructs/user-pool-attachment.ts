import { CfnOutput, CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
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
import type { ByTrigger } from '../pool/lambda-config';

export interface ExistingUserPoolAttachmentProps {
  /** An imported pool, for example from `UserPool.fromUserPoolId`. */
  userPool: IUserPool;
  triggers: ByTrigger<IFunction>;
  preTokenGenerationVersion: 'V1_0' | 'V2_0';
  unguardedClients: string[];
  /** The pool's own PreTokenGeneration function, whose place ours takes. */
  ownFunction?: IFunction | undefined;
  /** Folder of the custom resource handler's bundle (index.js). */
  handlerBundle: string;
}

/**
 * Adds the four triggers to a user pool outside this stack and removes them when the stack is deleted. Nothing
 * else of the pool changes. CloudFormation cannot change a pool that it did not create, so a custom resource
 * does. The deployment fails if a trigger already has another function.
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
    const { userPool, triggers } = props;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: [
          'cognito-idp:DescribeUserPool',
          'cognito-idp:DescribeUserPoolClient',
          'cognito-idp:ListUserPoolClients',
          'cognito-idp:UpdateUserPool',
        ],
        resources: [userPool.userPoolArn],
      }),
    );
    // Do not rename: CloudFormation would create a second resource, then delete the old one and its triggers.
    const attachment = new CustomResource(this, 'Triggers', {
      resourceType: 'Custom::EmailMfaTriggers',
      serviceToken: this.handler(props.handlerBundle).functionArn,
      serviceTimeout: Duration.minutes(10),
      properties: {
        userPoolId: userPool.userPoolId,
        defineAuthChallenge: triggers.defineAuthChallenge.functionArn,
        createAuthChallenge: triggers.createAuthChallenge.functionArn,
        verifyAuthChallengeResponse: triggers.verifyAuthChallengeResponse.functionArn,
        preTokenGeneration: triggers.preTokenGeneration.functionArn,
        preTokenGenerationVersion: props.preTokenGenerationVersion,
        unguardedClients: props.unguardedClients,
        ...(props.ownFunction && { ownFunction: props.ownFunction.functionArn }),
      } satisfies AttachmentProperties,
    });
    // Permissions exist before the triggers do and after: without them, every sign-in would fail.
    attachment.node.addDependency(this.role, ...this.permissions(userPool, triggers));
    this.openClients = attachment.getAttString('OpenClients');
    new CfnOutput(this, 'OpenClients', { value: this.openClients });
  }

  private handler(bundle: string): Function {
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_YEAR,
      // It records the pool's configuration before each change.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    logGroup.grantWrite(this.role);
    return new Function(this, 'Handler', {
      code: Code.fromAsset(bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.minutes(9),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });
  }

  private permissions(
    userPool: IUserPool,
    triggers: ExistingUserPoolAttachmentProps['triggers'],
  ): CfnPermission[] {
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
