import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  UserPool,
  UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Settings } from './settings';

export interface EmailMfaUserPoolProps {
  settings: Pick<Settings, 'codeLifetime' | 'plan' | 'recovery' | 'removal' | 'selfSignUp'>;
}

/** A new user pool whose users sign in by e-mail, with one app client that must use custom auth. */
export class EmailMfaUserPool extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { settings }: EmailMfaUserPoolProps) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      featurePlan: FeaturePlan[settings.plan],
      selfSignUpEnabled: settings.selfSignUp === 'yes',
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // Codes go to the verified address only: a new one counts once its owner has confirmed it.
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      // The second factor is ours; Cognito's own would ask for another on top.
      mfa: Mfa.OFF,
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(7),
      },
      accountRecovery:
        settings.recovery === 'email' ? AccountRecovery.EMAIL_ONLY : AccountRecovery.NONE,
      deletionProtection: settings.removal === 'retain',
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.client = this.userPool.addClient('Web', {
      authFlows: { custom: true },
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      disableOAuth: true,
      authSessionValidity: Duration.minutes(authSessionMinutes(settings.codeLifetime)),
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.client.userPoolClientId });
  }
}

/**
 * The sign-in must outlive its code, and a second one asked for at the end of the first one's life.
 * Cognito takes 3 to 15 minutes.
 */
export function authSessionMinutes(codeLifetimeMinutes: number): number {
  return Math.min(15, Math.max(3, 2 * codeLifetimeMinutes));
}
