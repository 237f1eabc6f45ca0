import { Annotations, Stack } from 'aws-cdk-lib';
import { UserPoolOperation, type CfnUserPool, type UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Bundles } from '../packaging/function-files';
import { SettingError } from '../settings/settings';
import type { MfaSettings } from './read-props';
import { TriggerFunction } from './trigger-function';

export interface PasswordResetProps {
  settings: MfaSettings;
  bundles: Bundles;
  table: Table;
  /** Value of the metrics' dimension `service`. */
  service: string;
}

/** What follows a password reset by email: the function of the PostConfirmation trigger. */
export class PasswordReset extends Construct {
  readonly function: Function;
  private readonly hasOwn: boolean;

  constructor(scope: Construct, id: string, props: PasswordResetProps) {
    super(scope, id);
    const { settings, bundles, table, service } = props;
    const { ownPostConfirmation: own } = settings;
    const trigger = new TriggerFunction(this, 'PostConfirmation', {
      settings,
      bundles,
      service,
      environment: {
        TABLE_NAME: table.tableName,
        ...(own && { OWN_FUNCTION_ARN: own.functionArn }),
      },
    });
    trigger.allowOnRecords(table, ['GetItem'], ['user']);
    trigger.allowOnRecords(table, ['PutItem'], ['notice']);
    trigger.allowOnRecords(table, ['DeleteItem'], ['browsers']);
    if (own) trigger.allow(['lambda:InvokeFunction'], own.functionArn);
    this.function = trigger.function;
    this.hasOwn = Boolean(own);
  }

  /** @throws SettingError if the pool still has the function that ours calls */
  addTo(userPool: UserPool): void {
    const { lambdaConfig } = userPool.node.defaultChild as CfnUserPool;
    const { postConfirmation } = (Stack.of(userPool).resolve(lambdaConfig) ?? {}) as {
      postConfirmation?: unknown;
    };
    if (!postConfirmation) {
      userPool.addTrigger(UserPoolOperation.POST_CONFIRMATION, this.function);
      return;
    }
    if (this.hasOwn) {
      throw new SettingError(
        'Prop postConfirmation is set, and the pool has a PostConfirmation trigger too. Take it off the props of the pool.',
      );
    }
    Annotations.of(userPool).addWarningV2(
      'cognito-email-mfa:password-reset',
      'The pool has a PostConfirmation function of its own, so nothing follows a password reset by email. Remove it from lambdaTriggers, and pass it to EmailMfa as postConfirmation.',
    );
  }
}
