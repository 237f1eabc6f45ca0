import { Stack, Token } from 'aws-cdk-lib';
import type { IUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { SettingError } from '../settings/settings';

/** An imported pool has no `addTrigger`. `instanceof` would fail with two copies of the CDK installed. */
export function isOfThisApp(userPool: IUserPool): userPool is UserPool {
  return 'addTrigger' in userPool;
}

/**
 * Scope for resources that reference the user pool. A pool of this app references the functions. If it is in
 * another stack, a reference to it from the functions' stack would be circular, so the scope is then in the
 * pool's stack.
 */
export function poolScope(scope: Construct, userPool: IUserPool): Construct {
  if (!isOfThisApp(userPool) || Stack.of(userPool) === Stack.of(scope)) return scope;
  const id = scope.node.path.replaceAll('/', '-');
  return (userPool.node.tryFindChild(id) as Construct | undefined) ?? new Construct(userPool, id);
}

/**
 * The functions must be in the account and region of their pool.
 * @throws SettingError if they are known to be elsewhere
 */
export function checkPlace(scope: Construct, userPool: IUserPool): void {
  const stack = Stack.of(scope);
  const differs = (one: string, other: string) =>
    ![one, other].some(Token.isUnresolved) && one !== other;
  const pool = userPool.env;
  if (differs(pool.account, stack.account) || differs(pool.region, stack.region)) {
    throw new SettingError(
      `Prop userPool is in account ${pool.account}, region ${pool.region}; allowed: the stack's own (${stack.account}, ${stack.region}). Deploy EmailMfa where the pool is.`,
    );
  }
}
