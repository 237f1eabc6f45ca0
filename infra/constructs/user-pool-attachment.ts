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

export interface ExistingUserPoolAttachmentProps {
  /** Imported, for example by `UserPool.fromUserPoolId`. */
  userPool: IUserPool;
  triggers: {
    defineAuthChallenge: IFunction;
    createAuthChallenge: IFunction;
    verifyAuthChallengeResponse: IFunction;
    preTokenGeneration: IFunction;
  };
  preTokenGenerationVersion: 'V1_0' | 'V2_0';
  unguardedClients: string[];
  /** Folder of the prebuilt bundle of the custom resource's handler (index.js). */
  handlerBundle: string;
}

/**
 * Puts the four triggers on a user pool that the stack does not hold, and takes them off when it is deleted;
 * all else of the pool stays as it is. CloudFormation can't change a pool that it did not make, hence the
 * function. The deployment fails if one of the triggers runs another function already.
 */
export class ExistingUserPoolAttachment extends Construct {
  /**
   * The role that updates the pool. Where the pool sends SMS by a role of its own, Cognito asks for
   * `iam:PassRole` on that one at every update, whatever it changes: add it here.
   */
  readonly role: Role;
  /** App clients whose users can sign in without the code, by the settings; `none` if there are none. */
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
    // Renamed, it would be another resource with the same functions: deleting the old one then takes them off.
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
      } satisfies AttachmentProperties,
    });
    // The pool must not call what it may not call yet, or no longer: every sign-in would fail.
    attachment.node.addDependency(this.role, ...this.permissions(userPool, triggers));
    this.openClients = attachment.getAttString('OpenClients');
    new CfnOutput(this, 'OpenClients', { value: this.openClients });
  }

  private handler(bundle: string): Function {
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_YEAR,
      // It holds the pool as it was before each change.
      removalPolicy: RemovalPolicy.RETAIN,
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
