import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  UserPool,
  UserPoolClient,
  type CfnUserPool,
  type UserPoolSESOptions,
} from 'aws-cdk-lib/aws-cognito';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { appClientOptions } from './app-client';
import { poolOptions } from './pool-options';
import type { Settings } from '../settings/settings';

export interface EmailMfaUserPoolProps {
  settings: Pick<
    Settings,
    | 'codeLifetime'
    | 'plan'
    | 'productName'
    | 'recovery'
    | 'refreshTokenGrace'
    | 'removal'
    | 'replyTo'
    | 'selfSignUp'
    | 'sender'
    | 'senderIdentity'
    | 'senderName'
    | 'webAcl'
  >;
}

/** A new user pool with sign-in by email address, and one app client that allows custom auth only. */
export class EmailMfaUserPool extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { settings }: EmailMfaUserPoolProps) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      ...poolOptions(settings.senderIdentity ? { mail: this.sesOptions(settings) } : {}),
      featurePlan: FeaturePlan[settings.plan],
      selfSignUpEnabled: settings.selfSignUp === 'yes',
      accountRecovery:
        settings.recovery === 'email' ? AccountRecovery.EMAIL_ONLY : AccountRecovery.NONE,
      deletionProtection: settings.removal === 'retain',
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    if (settings.senderIdentity) {
      // The CDK takes no domain above the sender's own.
      (this.userPool.node.defaultChild as CfnUserPool).addPropertyOverride(
        'EmailConfiguration.SourceArn',
        Stack.of(this).formatArn({
          service: 'ses',
          resource: 'identity',
          resourceName: settings.senderIdentity,
        }),
      );
    }
    if (settings.webAcl) {
      new CfnWebACLAssociation(this, 'WebAcl', {
        resourceArn: this.userPool.userPoolArn,
        webAclArn: settings.webAcl,
      });
    }
    acknowledge(
      this.userPool,
      {
        id: 'AwsSolutions-COG1',
        reason:
          'A required symbol makes passwords predictable, not strong: 12 characters are required',
      },
      {
        id: 'AwsSolutions-COG2',
        reason:
          "The triggers are the second factor; Cognito's own MFA would ask for another on top",
      },
      {
        id: 'AwsSolutions-COG8',
        reason: 'Works on every plan, the cheapest included; the setting plan chooses',
      },
    );
    const { refreshTokenGrace: grace } = settings;
    this.client = this.userPool.addClient('Web', {
      ...appClientOptions({ codeLifetime: Duration.minutes(settings.codeLifetime) }),
      ...(grace !== 'off' && { refreshTokenRotationGracePeriod: Duration.seconds(Number(grace)) }),
    });
  }

  /**
   * Cognito sends its emails by SES if the identity exists: SES must have verified it before the pool is created,
   * and an identity of this stack is not verified by then.
   */
  private sesOptions(settings: EmailMfaUserPoolProps['settings']): UserPoolSESOptions {
    return {
      fromEmail: settings.sender,
      fromName: settings.senderName || settings.productName,
      ...(settings.replyTo && { replyTo: settings.replyTo }),
      sesRegion: Stack.of(this).region,
    };
  }
}
