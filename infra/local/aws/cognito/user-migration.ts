import type { AppClient } from './app-client';
import type { Strings } from './auth-request';
import { newUser, withReservedName } from './new-user';
import { omit } from './omit';
import type { CognitoParts } from './parts';
import type { User, UserPool, UserStatus } from './user-pool';

interface Migration {
  password?: string;
  /** The client's metadata of InitiateAuth. */
  validationData?: Strings;
  metadata?: Strings | undefined;
}

/** Brings users from elsewhere when they sign in or recover a password for the first time. */
export class UserMigration {
  constructor(private readonly parts: Pick<CognitoParts, 'triggers' | 'now'>) {}

  /** @returns the new user; undefined if the pool has no such trigger, or the trigger knows no such user */
  async migrate(
    pool: UserPool,
    client: AppClient,
    username: string,
    source: 'Authentication' | 'ForgotPassword',
    { password, validationData = {}, metadata }: Migration,
  ): Promise<User | undefined> {
    const { options } = pool;
    if (!options.LambdaConfig?.['UserMigration']) return undefined;
    return withReservedName(pool, username, async () => {
      const migrated = await this.parts.triggers.userMigration(
        {
          pool: options,
          client,
          user: undefined,
          userName: username,
          clientMetadata: metadata,
        },
        source,
        { ...(password !== undefined && { password }), validationData },
      );
      if (!migrated) return undefined;
      const status = migrated.finalUserStatus ?? 'RESET_REQUIRED';
      const user = newUser(
        pool,
        {
          username,
          // Without a password, as when it is being recovered, nobody can sign in until there is one.
          password: password ?? '',
          status: source === 'Authentication' ? (status as UserStatus) : 'CONFIRMED',
          attributes: Object.entries(omit(migrated.userAttributes, 'username')).map(
            ([Name, Value]) => ({ Name, Value }),
          ),
        },
        new Date(this.parts.now()),
      );
      pool.save(user);
      return user;
    });
  }
}
