import { createHmac } from 'node:crypto';

import { CognitoError, ResourceNotFoundError, UserNotFoundError } from 'cognito-local/lib/errors';
import type { CognitoService } from 'cognito-local/lib/services';
import type { Context } from 'cognito-local/lib/services/context';
import type { User, UserPoolService } from 'cognito-local/lib/services/userPoolService';

import { hidesUnknownUsers, type AppClient } from './app-client';

/** Someone who signs in, known or not. */
export interface Subject {
  /** The user's name in the pool, or one made up, the same each time. */
  id: string;
  user: User | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Finds pools, app clients and users. */
export class Directory {
  constructor(
    private readonly cognito: CognitoService,
    private readonly context: Context,
    private readonly secret: Buffer,
  ) {}

  /** @throws ResourceNotFoundException, also if the client is not one of the given pool. */
  async client(clientId: unknown, userPoolId?: unknown): Promise<AppClient> {
    const client = await this.cognito.getAppClient(this.context, String(clientId));
    if (!client || (userPoolId !== undefined && client.UserPoolId !== userPoolId)) {
      throw new ResourceNotFoundError(`User pool client ${String(clientId)} does not exist.`);
    }
    return client;
  }

  /** @throws ResourceNotFoundException */
  pool(userPoolId: unknown): Promise<UserPoolService> {
    return this.cognito.getUserPool(this.context, String(userPoolId));
  }

  async user(pool: UserPoolService, username: unknown): Promise<User | undefined> {
    if (typeof username !== 'string') return undefined;
    return (await pool.getUserByUsername(this.context, username)) ?? undefined;
  }

  /** @throws UserNotFoundException */
  async existingUser(pool: UserPoolService, username: unknown): Promise<User> {
    const user = await this.user(pool, username);
    if (!user) throw new UserNotFoundError('User does not exist.');
    return user;
  }

  /** @throws UserNotFoundException if the client does not hide who exists. */
  async subject(pool: UserPoolService, client: AppClient, username: string): Promise<Subject> {
    const user = await this.user(pool, username);
    if (!user && !hidesUnknownUsers(client)) throw new UserNotFoundError('User does not exist.');
    return { id: user?.Username ?? this.madeUpId(pool.options.Id, username), user };
  }

  save(pool: UserPoolService, user: User): Promise<void> {
    return pool.saveUser(this.context, { ...user, UserLastModifiedDate: new Date() });
  }

  groups(pool: UserPoolService, user: User): Promise<readonly string[]> {
    return pool.listUserGroupMembership(this.context, user);
  }

  /** @throws AliasExistsException if another user has this address. */
  async assertEmailFree(pool: UserPoolService, email: string, user?: User): Promise<void> {
    const owner = await this.user(pool, email);
    if (owner && owner.Username !== user?.Username) {
      throw new CognitoError(
        'AliasExistsException',
        'An account with the given email already exists.',
      );
    }
  }

  /** Like a real id in form; a name that already has this form stays, as a real one would. */
  private madeUpId(userPoolId: string, username: string): string {
    if (UUID.test(username)) return username;
    const hash = createHmac('sha256', this.secret).update(`id:${userPoolId}:${username}`);
    return hash.digest('hex').replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  }
}
