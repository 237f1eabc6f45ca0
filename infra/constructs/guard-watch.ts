import { Duration } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Bundles } from '../packaging/function-files';
import type { MfaSettings } from './read-props';
import { TriggerFunction } from './trigger-function';

export interface GuardWatchProps {
  settings: MfaSettings;
  bundles: Bundles;
  userPool: IUserPool;
  /** The pool's settings, as `toEnvironment` writes them. */
  environment: Record<string, string>;
  /** Dimension of the metrics. */
  service: string;
}

/** API calls that can take the guard off a pool or open a way around it. */
const CALLS = [
  'UpdateUserPool',
  'SetUserPoolMfaConfig',
  'CreateUserPoolClient',
  'UpdateUserPoolClient',
  'DeleteUserPoolClient',
];

/**
 * Checks on a schedule that the guard protects the pool, and at once when CloudTrail reports a change of the pool.
 *
 * Create it in the scope of the pool: pool and triggers may be in two stacks, and the pool's stack depends on that of
 * the triggers already. Nothing in the stack of the triggers refers to this one.
 */
export class GuardWatch extends Construct {
  readonly function: Function;
  /** Not a reference, so that the audit trail can name it from its own stack. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: GuardWatchProps) {
    super(scope, id);
    const { settings, bundles, userPool, service } = props;
    this.logGroupName = `${service}-GuardWatch`;
    const repairs = settings.guardRepair;
    const watch = new TriggerFunction(this, 'GuardWatch', {
      settings,
      bundles,
      service,
      logGroupName: this.logGroupName,
      timeout: Duration.minutes(2),
      environment: { ...props.environment, ...(repairs && { GUARD_REPAIR: 'yes' }) },
    });
    watch.allow(
      [
        'cognito-idp:DescribeUserPool',
        'cognito-idp:DescribeUserPoolClient',
        'cognito-idp:ListUserPoolClients',
        'cognito-idp:ListUserPoolReplicas',
      ],
      userPool.userPoolArn,
    );
    if (repairs) {
      new Policy(this, 'Repair', {
        roles: [watch.role],
        statements: [
          new PolicyStatement({
            actions: ['cognito-idp:UpdateUserPool'],
            resources: [userPool.userPoolArn],
          }),
        ],
      });
    }
    // The next check comes soon, so a missed one is not worth a queue.
    const target = new LambdaFunction(watch.function, {
      maxEventAge: Duration.minutes(15),
      retryAttempts: 2,
    });
    new Rule(this, 'Schedule', {
      description: 'Checks that the second factor is still on the user pool',
      schedule: Schedule.rate(settings.guardWatch),
      targets: [target],
    });
    new Rule(this, 'Changes', {
      description: 'Checks the second factor after a change of the user pool',
      eventPattern: {
        source: ['aws.cognito-idp'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['cognito-idp.amazonaws.com'],
          eventName: CALLS,
          requestParameters: { userPoolId: [userPool.userPoolId] },
        },
      },
      targets: [target],
    });
    this.function = watch.function;
  }
}
