import { randomUUID } from 'node:crypto';

import { has, isEmail, withChanges, withVerification, type Attribute } from './attributes';
import { CognitoError, InvalidParameterError } from './errors';
import type { User, UserPool, UserStatus } from './user-pool';

interface NewUser {
  username: string;
  password: string;
  status: UserStatus;
  attributes: Attribute[];
}

/**
 * A user of a pool, not saved yet.
 * @throws InvalidParameterException for a username that the pool does not take
 */
export function newUser(
  pool: UserPool,
  { username, password, status, attributes }: NewUser,
  now: Date,
): User {
  const { AliasAttributes = [] } = pool.options;
  if (pool.signsInByEmail && !isEmail(username)) {
    throw new InvalidParameterError('Username should be an email.');
  }
  if (AliasAttributes.includes('email') && isEmail(username)) {
    throw new InvalidParameterError(
      'Username cannot be of email format, since user pool is configured for email alias.',
    );
  }
  const sub = randomUUID();
  const email = has(attributes, 'email') ? [] : [{ Name: 'email', Value: username }];
  const given = pool.signsInByEmail ? [...attributes, ...email] : attributes;
  return {
    Username: pool.signsInByEmail ? sub : username,
    Attributes: withChanges([{ Name: 'sub', Value: sub }], withVerification(given)),
    Enabled: true,
    UserStatus: status,
    Password: password,
    UserCreateDate: now,
    UserLastModifiedDate: now,
  };
}

/**
 * Does the work with the name held, so that of two requests for one name only one makes a user.
 * @throws UsernameExistsException
 */
export async function withReservedName<T>(
  pool: UserPool,
  username: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!pool.reserve(username)) {
    const message = pool.signsInByEmail
      ? 'An account with the given email already exists.'
      : 'User already exists';
    throw new CognitoError('UsernameExistsException', message);
  }
  try {
    return await work();
  } finally {
    pool.release(username);
  }
}
