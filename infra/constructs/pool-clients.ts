import { CfnResource, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';

/** Whether this is an app client of the pool. Tells by type name: two copies of the CDK may be installed. */
export function isClientOf(node: IConstruct, userPool: IUserPool): node is CfnUserPoolClient {
  if (!CfnResource.isCfnResource(node)) return false;
  if (node.cfnResourceType !== 'AWS::Cognito::UserPoolClient') return false;
  const { userPoolId } = node as CfnUserPoolClient;
  const pool = Tokenization.reverse(userPoolId);
  return Reference.isReference(pool)
    ? pool.target === userPool.node.defaultChild
    : userPoolId === userPool.userPoolId;
}

/** The app clients of the pool that the app has added so far, in the pool's own stack. */
export const clientsOf = (userPool: IUserPool): CfnUserPoolClient[] =>
  Stack.of(userPool)
    .node.findAll()
    .filter((node) => isClientOf(node, userPool))
    .filter((client) => Stack.of(client) === Stack.of(userPool));
