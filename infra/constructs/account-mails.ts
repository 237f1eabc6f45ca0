import { Stack } from 'aws-cdk-lib';
import {
  UserPoolOperation,
  type CfnUserPool,
  type IUserPool,
  type UserPool,
} from 'aws-cdk-lib/aws-cognito';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Bundles } from '../packaging/function-files';
import { SettingError } from '../settings/settings';
import { mailAppearance } from './mail-appearance';
import type { MfaSettings } from './read-props';
import { isOfThisApp } from './pool-scope';
import { TriggerFunction } from './trigger-function';

export interface AccountMailsProps {
  settings: MfaSettings;
  bundles: Bundles;
}

/**
 * Cognito's own emails (sign-up, password reset, new address, invitation) in the layout of the code email: the
 * function of the CustomMessage trigger. It calls no service but the app's own function.
 */
export class AccountMails extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, { settings, bundles }: AccountMailsProps) {
    super(scope, id);
    const { ownCustomMessage: own } = settings;
    const trigger = new TriggerFunction(this, 'CustomMessage', {
      settings,
      bundles,
      environment: {
        ...mailAppearance(settings),
        ...(own && { OWN_FUNCTION_ARN: own.functionArn }),
      },
    });
    if (own) trigger.allow(['lambda:InvokeFunction'], own.functionArn);
    this.function = trigger.function;
  }

  addTo(userPool: UserPool): void {
    userPool.addTrigger(UserPoolOperation.CUSTOM_MESSAGE, this.function);
  }
}

/**
 * Whether to add the CustomMessage trigger: to a pool of this app that sends by SES, and not in place of another
 * function. From a pool that sends by Cognito's own sender, Cognito refuses a custom text, and with it the
 * sign-up. What an imported pool allows is seen when it is deployed.
 * @throws SettingError if a prop asks for it and it can't be added
 */
export function makesAccountMails(
  userPool: IUserPool,
  { accountEmails: wanted, ownCustomMessage: own }: MfaSettings,
): boolean {
  if (!isOfThisApp(userPool)) return wanted !== false;
  if (wanted === false && !own) return false;
  const reason = wanted === false ? 'mail.accountEmails is false' : obstacleIn(userPool);
  if (own && reason) {
    throw new SettingError(
      `Prop customMessage is set; allowed: nothing, as ${reason}. Name your function in either the props of the pool or this prop.`,
    );
  }
  if (wanted && reason) {
    throw new SettingError(`Prop mail.accountEmails is true; allowed: false, as ${reason}.`);
  }
  return !reason;
}

function obstacleIn(userPool: UserPool): string | undefined {
  const { lambdaConfig, emailConfiguration } = userPool.node.defaultChild as CfnUserPool;
  const resolve = (value: unknown) =>
    (Stack.of(userPool).resolve(value) ?? {}) as Record<string, unknown>;
  if (resolve(lambdaConfig).customMessage)
    return 'the pool has a CustomMessage trigger already (pass its function to EmailMfa as customMessage)';
  const account = resolve(emailConfiguration).emailSendingAccount;
  return account === 'DEVELOPER'
    ? undefined
    : 'the pool does not send by SES (UserPoolEmail.withSES)';
}
