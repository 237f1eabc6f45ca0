import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import type { StackFacts } from '../../infra/cli/stack-file';
import { cognitoClient, type Credentials } from './srp-client';

export interface TestUser extends Credentials {
  /** The pool's own name for the user, which is the sub. */
  sub: string;
}

/** A user of its own for each test, so that no test meets the limits of another. */
export async function createUser(
  stack: StackFacts,
  options: { attributes?: Record<string, string>; temporary?: boolean } = {},
): Promise<TestUser> {
  const email = options.attributes?.email ?? `user-${randomUUID()}@example.com`;
  const password = `Right-${randomUUID()}`;
  const attributes = { email, email_verified: 'true', ...options.attributes };
  const cognito = cognitoClient(stack);
  const { User } = await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: stack.userPoolId,
      Username: email,
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
  if (!options.temporary) {
    await cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: stack.userPoolId,
        Username: email,
        Password: password,
        Permanent: true,
      }),
    );
  }
  const sub = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (!sub) throw new Error('AdminCreateUser returned no sub');
  return { email, password, sub };
}

/** Ends all sessions of a user, as an admin does. */
export async function signOutUser(stack: StackFacts, email: string): Promise<void> {
  const request = { UserPoolId: stack.userPoolId, Username: email };
  await cognitoClient(stack).send(new AdminUserGlobalSignOutCommand(request));
}
