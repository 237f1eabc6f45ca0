import {
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
  type AttributeType,
  type ListUsersCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { NotDone } from '../cli/errors';
import { inPool } from './pool';
import { printable } from '../cli/text';
import type { Target } from './deployment';

/** How `<user>` is explained in the help of a command. */
export const USER_ARGUMENT = 'e-mail address, sub or username';

/** A user of the pool; also what `--json` shows. */
export interface PoolUser {
  /** The pool's own name for the user. */
  username: string;
  sub: string;
  email: string | null;
  emailVerified: boolean;
  enabled: boolean;
  /** As Cognito has it: CONFIRMED, FORCE_CHANGE_PASSWORD, RESET_REQUIRED, … */
  status: string;
  /** ISO 8601. */
  createdAt: string | null;
  changedAt: string | null;
  /** All that are not above. */
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
    emailVerified: verified === 'true',
    enabled: user.Enabled !== false,
    status: user.UserStatus ?? 'UNKNOWN',
    createdAt: user.UserCreateDate?.toISOString() ?? null,
    changedAt: user.UserLastModifiedDate?.toISOString() ?? null,
    attributes,
  };
}

/** How admins and users know the user. */
export const nameOf = ({ email, username }: Pick<PoolUser, 'email' | 'username'>) =>
  printable(email ?? username);

/** @param username or what the pool takes for one: a sub, an alias; undefined if there is no such user */
export async function getUser(target: Target, username: string): Promise<PoolUser | undefined> {
  const { cognito, userPoolId: UserPoolId } = target;
  try {
    const request = new AdminGetUserCommand({ UserPoolId, Username: username });
    const user = await inPool(target, cognito.send(request));
    return readUser(user, user.UserAttributes);
  } catch (error) {
    if (error instanceof Error && error.name === 'UserNotFoundException') return undefined;
    throw error;
  }
}

/**
 * @param name username, sub or e-mail address
 * @throws NotDone if there is no such user, or more than one
 */
export async function findUser(target: Target, name: string): Promise<PoolUser> {
  const { cognito, userPoolId: UserPoolId } = target;
  const named = await getUser(target, name);
  // Where usernames are free to choose, somebody may have chosen the address of another.
  const proven = !name.includes('@') || (named?.email === name && named.emailVerified);
  if (named && proven) return named;
  // Not every pool takes an address or a sub for a name.
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
    throw new NotDone(`Several users go by ${printable(name)}: name one by its sub.`);
  }
  return user;
}

/** Every user, a page at a time as they are asked for. */
export async function* everyUser(target: Target, Filter?: string): AsyncGenerator<PoolUser> {
  const { cognito, userPoolId: UserPoolId } = target;
  let PaginationToken: string | undefined;
  do {
    const request = new ListUsersCommand({ UserPoolId, Filter, Limit: 60, PaginationToken });
    const page: ListUsersCommandOutput = await inPool(target, cognito.send(request));
    for (const user of page.Users ?? []) yield readUser(user, user.Attributes);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
}

/** Ends all sessions of a user: none brings new tokens any more. */
export const signOutEverywhere = (
  { cognito, userPoolId: UserPoolId }: Target,
  { username: Username }: Pick<PoolUser, 'username'>,
) => cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }));

/** A filter of ListUsers; `^=` asks for a beginning. */
export const filter = (attribute: 'email' | 'sub', operator: '=' | '^=', value: string) =>
  `${attribute} ${operator} "${value.replace(/[\\"]/g, '\\$&')}"`;
