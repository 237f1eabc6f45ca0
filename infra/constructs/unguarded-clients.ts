import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { StringListParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct, IConstruct } from 'constructs';
import { SettingError } from '../settings/settings';
import { isClientOf } from './pool-clients';
import { isOfThisApp, poolScope } from './pool-scope';

/** Unguarded app clients, by how the guard knows their ids. */
export interface UnguardedClients {
  /** Ids for the guard's environment. */
  known: string[];
  /**
   * Ids of clients that this app creates in the pool. They reference the pool, and the pool references the guard, so the
   * guard cannot reference them.
   */
  learnt: string[];
}

/** @throws SettingError if a client of the pool is in another stack than the pool */
export function sortClients(ids: string[], userPool: IUserPool): UnguardedClients {
  const isLearnt = (id: string) => {
    const client = Tokenization.reverse(id, { failConcat: false });
    if (!isOfThisApp(userPool) || !Reference.isReference(client)) return false;
    if (!isClientOf(client.target, userPool)) return false;
    checkStack(client.target, userPool);
    return true;
  };
  return { known: ids.filter((id) => !isLearnt(id)), learnt: ids.filter(isLearnt) };
}

/** What lists the clients is in the pool's stack, and their stack depends on that one already. */
function checkStack(client: IConstruct, userPool: IUserPool): void {
  const [theirs, ours] = [Stack.of(client), Stack.of(userPool)];
  if (theirs === ours) return;
  throw new SettingError(
    `Prop unguardedClients has the app client ${client.node.path} of stack ${theirs.node.path}; allowed: clients in the pool's own stack (${ours.node.path}), or imported by their literal id.`,
  );
}

/** The parameter that the guard reads learnt ids from: by its name, which is no reference. */
export function learntParameter(scope: Construct, service: string) {
  const name = `/email-mfa/${service}/unguarded-clients`;
  const arn = Stack.of(scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: name.slice(1),
  });
  return {
    name,
    arn,
    /** Creates it where references to the pool are allowed. */
    create: (userPool: IUserPool, ids: string[]) =>
      new StringListParameter(poolScope(scope, userPool), 'UnguardedClients', {
        parameterName: name,
        stringListValue: ids,
        description: 'App clients of the user pool that get tokens without an emailed code',
      }),
  };
}
