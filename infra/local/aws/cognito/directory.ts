import { createHmac } from 'node:crypto';

import { hidesUnknownUsers, type AppClient } from './app-client';
import { withChanges } from './attributes';
import { CognitoError, ResourceNotFoundError, userNotFound } from './errors';
import { emailOf, hasVerifiedEmail, type User, type UserPool } from './user-pool';

/** The user that a sign-in is for, known or not. */
export interface Subject {
  /** The username; for an unknown user an invented one, the same each time. */
  id: string;
  user: User | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Finds pools, app clients and users. */
export class Directory {
  private readonly pools = new Map<string, UserPool>();
  private readonly clients = new Map<string, AppClient>();

  /** @param secret derives the ids of unknown users */
  constructor(private readonly secret: Buffer) {}

  addPool(pool: UserPool): void {
    this.pools.set(pool.options.Id, pool);
  }

  deletePool(pool: UserPool): void {
    this.pools.delete(pool.options.Id);
    for (const client of this.clientsOf(pool)) this.clients.delete(client.ClientId);
  }

  saveClient(client: AppClient): void {
    this.clients.set(client.ClientId, client);
  }

  deleteClient({ ClientId }: AppClient): void {
    this.clients.delete(ClientId);
  }

  clientsOf({ options }: UserPool): AppClient[] {
    return [...this.clients.values()].filter(({ UserPoolId }) => UserPoolId === options.Id);
  }

  listPools(): UserPool[] {
    return [...this.pools.values()];
  }

  /** @throws ResourceNotFoundException, also if the client is not one of the given pool */
  client(clientId: unknown, userPoolId?: unknown): AppClient {
    const client = this.clients.get(String(clientId));
    if (!client || (userPoolId !== undefined && client.UserPoolId !== userPoolId)) {
      throw new ResourceNotFoundError(`User pool client ${String(clientId)} does not exist.`);
    }
    return client;
  }

  /** @throws ResourceNotFoundException */
  pool(userPoolId: unknown): UserPool {
    const pool = this.pools.get(String(userPoolId));
    if (!pool) throw new ResourceNotFoundError(`User pool ${String(userPoolId)} does not exist.`);
    return pool;
  }

  /** @throws UserNotFoundException */
  existingUser(pool: UserPool, username: unknown): User {
    const user = pool.find(String(username));
    if (!user) throw userNotFound();
    return user;
  }

  /** @throws UserNotFoundException if the client does not hide which users exist */
  subject(pool: UserPool, client: AppClient, username: string): Subject {
    const user = pool.find(username);
    if (!user && !hidesUnknownUsers(client)) throw userNotFound();
    return { id: user?.Username ?? this.inventId(pool.options.Id, username), user };
  }

  /** @throws AliasExistsException if another user has this address */
  assertEmailFree(pool: UserPool, email: string, user?: User): void {
    const owner = pool.find(email);
    if (owner && owner.Username !== user?.Username) {
      throw new CognitoError(
        'AliasExistsException',
        'An account with the given email already exists.',
      );
    }
  }

  /**
   * Lets a user have a verified address as an alias, in a pool that takes addresses for aliases.
   * @param force takes it from a user who has it, whose address then counts as unverified
   * @throws AliasExistsException if another user has it
   */
  claimAlias(pool: UserPool, user: User, force: boolean): void {
    const email = emailOf(user);
    const { AliasAttributes = [] } = pool.options;
    if (!email || !hasVerifiedEmail(user) || !AliasAttributes.includes('email')) return;
    const owner = pool.find(email);
    if (!owner || owner.Username === user.Username) return;
    if (!force) this.assertEmailFree(pool, email, user);
    const unverified = [{ Name: 'email_verified', Value: 'false' }];
    pool.save({ ...owner, Attributes: withChanges(owner.Attributes, unverified) });
  }

  /** In the form of a real id; a name in this form stays, as a real one would. */
  private inventId(userPoolId: string, username: string): string {
    if (UUID.test(username)) return username;
    const hash = createHmac('sha256', this.secret).update(`id:${userPoolId}:${username}`);
    return hash.digest('hex').replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  }
}
