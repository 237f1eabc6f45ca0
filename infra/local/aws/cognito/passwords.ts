import { randomBytes } from 'node:crypto';

import { InvalidParameterError, invalidPassword, NotAuthorizedError } from './errors';
import { hasVerifiedEmail, type PoolOptions, type User } from './user-pool';

/** Random, with every kind of character that a policy can require. */
export const temporaryPassword = () => `${randomBytes(12).toString('base64url')}aA1!`;

/** @throws InvalidPasswordException with Cognito's wording if the pool's policy is not met. */
export function checkPolicy(pool: PoolOptions, password: unknown): void {
  const policy = pool.Policies?.PasswordPolicy ?? {};
  const value = typeof password === 'string' ? password : '';
  const refuse = (why: string) => invalidPassword(`Password did not conform with policy: ${why}`);
  if (value.length < (policy.MinimumLength ?? 8)) throw refuse('Password not long enough');
  if (value.length > 256) throw refuse('Password too long');
  if (policy.RequireUppercase && !/[A-Z]/.test(value)) {
    throw refuse('Password must have uppercase characters');
  }
  if (policy.RequireLowercase && !/[a-z]/.test(value)) {
    throw refuse('Password must have lowercase characters');
  }
  if (policy.RequireNumbers && !/[0-9]/.test(value)) {
    throw refuse('Password must have numeric characters');
  }
  if (policy.RequireSymbols && !/[^A-Za-z0-9]/.test(value)) {
    throw refuse('Password must have symbol characters');
  }
}

/** @throws NotAuthorizedException or InvalidParameterException if no code can be mailed to the user. */
export function assertResettable(user: User): void {
  if (user.UserStatus === 'FORCE_CHANGE_PASSWORD') {
    throw new NotAuthorizedError('User password cannot be reset in the current state.');
  }
  if (!hasVerifiedEmail(user)) {
    throw new InvalidParameterError(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
}

interface Failures {
  count: number;
  lockedUntil: number;
  lastAt: number;
}

const FORGOTTEN_AFTER = 15 * 60_000;

/** Cognito's own lock-out: from the fifth wrong password on 1 s, doubling, up to 15 minutes. */
export class PasswordLockout {
  private readonly users = new Map<string, Failures>();

  constructor(private readonly now: () => number) {}

  /** @throws NotAuthorizedException while locked; such a try does not lengthen the lock. */
  assertOpen(userId: string): void {
    const lockedUntil = this.users.get(userId)?.lockedUntil ?? 0;
    if (lockedUntil > this.now()) throw new NotAuthorizedError('Password attempts exceeded');
  }

  recordFailure(userId: string): void {
    const now = this.now();
    const before = this.users.get(userId);
    const fresh = !before || before.lastAt + FORGOTTEN_AFTER < now;
    const count = fresh ? 1 : before.count + 1;
    const lock = count < 5 ? 0 : Math.min(2 ** (count - 5) * 1000, FORGOTTEN_AFTER);
    this.users.set(userId, { count, lastAt: now, lockedUntil: now + lock });
  }

  recordSuccess(userId: string): void {
    this.users.delete(userId);
  }
}
