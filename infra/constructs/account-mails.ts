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
 * function of the CustomMessage trigger. It calls no service.
 */
export class AccountMails extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, { settings, bundles }: AccountMailsProps) {
    super(scope, id);
    this.function = new TriggerFunction(this, 'CustomMessage', {
      settings,
      bundles,
      environment: mailAppearance(settings),
    }).function;
  }

  addTo(userPool: UserPool): void {
    userPool.addTrigger(UserPoolOperation.CUSTOM_MESSAGE, this.function);
  }
}

/**
 * Whether to add the CustomMessage trigger: to a pool of this app that sends by SES, and not in place of another
 * function. From a pool that sends by Cognito's own sender, Cognito refuses a custom text, and with it the
 * sign-up.
 * @param wanted the prop `mail.accountEmails`
 * @throws SettingError if it is wanted and can't be added
 */
export function makesAccountMails(userPool: IUserPool, wanted: boolean | undefined): boolean {
  if (wanted === false) return false;
  const reason = isOfThisApp(userPool) ? obstacleIn(userPool) : 'the pool is imported';
  if (wanted && reason) {
    throw new SettingError(`Prop mail.accountEmails is true; allowed: false, as ${reason}.`);
  }
  return !reason;
}

function obstacleIn(userPool: UserPool): string | undefined {
  const { lambdaConfig, emailConfiguration } = userPool.node.defaultChild as CfnUserPool;
  const resolve = (value: unknown) =>
    (Stack.of(userPool).resolve(value) ?? {}) as Record<string, unknown>;
  if (resolve(lambdaConfig).customMessage) return 'the pool has a CustomMessage trigger already';
  const account = resolve(emailConfiguration).emailSendingAccount;
  return account === 'DEVELOPER'
    ? undefined
    : 'the pool does not send by SES (UserPoolEmail.withSES)';
}
