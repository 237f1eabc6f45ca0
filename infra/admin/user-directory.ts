import {
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
  type AttributeType,
  type ListUsersCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { isTrue } from '../../triggers/challenge/verified-address';
import { NotDone } from '../cli/errors';
import { inPool } from './pool';
import { printable } from '../cli/text';
import type { Deployment } from './deployment';

/** Help text of the argument `<user>`. */
export const USER_ARGUMENT = 'email address, sub or username';

/** A user of the pool, as `--json` prints it. */
export interface PoolUser {
  /** Cognito's username. */
  username: string;
  sub: string;
  email: string | null;
  emailVerified: boolean;
  enabled: boolean;
  /** Cognito's UserStatus: CONFIRMED, FORCE_CHANGE_PASSWORD, RESET_REQUIRED, … */
  status: string;
  /** ISO 8601. */
  createdAt: string | null;
  changedAt: string | null;
  /** All other attributes. */
  attributes: Record<string, string>;
}

interface UserFields {
  Username?: string | undefined;
  Enabled?: boolean | undefined;
  UserStatus?: string | undefined;
  UserCreateDate?: Date | undefined;
  UserLastModifiedDate?: Date | undefined;
}

export function readUser(user: UserFields, list: AttributeType[] = []): PoolUser {
  const all = Object.fromEntries(list.map(({ Name = '', Value = '' }) => [Name, Value]));
  const { sub = '', email, email_verified: verified, ...attributes } = all;
  return {
    username: user.Username ?? '',
    sub,
    email: email ?? null,
    emailVerified: isTrue(verified),
    enabled: user.Enabled !== false,
    status: user.UserStatus ?? 'UNKNOWN',
    createdAt: user.UserCreateDate?.toISOString() ?? null,
    changedAt: user.UserLastModifiedDate?.toISOString() ?? null,
    attributes,
  };
}

/** The name to show: the email address, or else the username. */
export const nameOf = ({ email, username }: Pick<PoolUser, 'email' | 'username'>) =>
  printable(email ?? username);

/**
 * @param username a username, or what the pool accepts in its place: a sub or an alias
 * @returns undefined if there is no such user
 */
export async function getUser(
  deployment: Deployment,
  username: string,
): Promise<PoolUser | undefined> {
  const { cognito, userPoolId: UserPoolId } = deployment;
  try {
    const request = new AdminGetUserCommand({ UserPoolId, Username: username });
    const user = await inPool(deployment, cognito.send(request));
    return readUser(user, user.UserAttributes);
  } catch (error) {
    if (error instanceof Error && error.name === 'UserNotFoundException') return undefined;
    throw error;
  }
}

/**
 * @param name username, sub or email address
 * @throws NotDone if no user or more than one matches
 */
export async function findUser(deployment: Deployment, name: string): Promise<PoolUser> {
  const { cognito, userPoolId: UserPoolId } = deployment;
  const named = await getUser(deployment, name);
  // Where users choose their username, one may have chosen the address of another.
  const proven = !name.includes('@') || (named?.email === name && named.emailVerified);
  if (named && proven) return named;
  // Not every pool accepts an address or a sub as a username.
  const attribute = name.includes('@') ? 'email' : 'sub';
  const { Users = [] } = await cognito.send(
    new ListUsersCommand({ UserPoolId, Filter: filter(attribute, '=', name), Limit: 2 }),
  );
  const users = Users.map((user) => readUser(user, user.Attributes));
  if (named && !users.some(({ sub }) => sub === named.sub)) users.push(named);
  const [user] = users;
  if (!user) {
    throw new NotDone(`User pool ${UserPoolId} has no user ${printable(name)}.`);
  }
  if (users.length > 1) {
    throw new NotDone(`Several users match ${printable(name)}. Name one by its sub.`);
  }
  return user;
}

/** Every user. Pages are fetched as they are needed. */
export async function* everyUser(
  deployment: Deployment,
  Filter?: string,
): AsyncGenerator<PoolUser> {
  const { cognito, userPoolId: UserPoolId } = deployment;
  let PaginationToken: string | undefined;
  do {
    const request = new ListUsersCommand({ UserPoolId, Filter, Limit: 60, PaginationToken });
    const page: ListUsersCommandOutput = await inPool(deployment, cognito.send(request));
    for (const user of page.Users ?? []) yield readUser(user, user.Attributes);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
}

/** Revokes all refresh tokens of a user. */
export const signOutEverywhere = (
  { cognito, userPoolId: UserPoolId }: Deployment,
  { username: Username }: Pick<PoolUser, 'username'>,
) => cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }));

/** A ListUsers filter. `^=` matches the beginning. */
export const filter = (attribute: 'email' | 'sub', operator: '=' | '^=', value: string) =>
  `${attribute} ${operator} "${value.replace(/[\\"]/g, '\\$&')}"`;
