import {
  assertInSchema,
  has,
  isTrue,
  valueOf,
  withChanges,
  without,
  withVerification,
} from './attributes';
import { clientMetadata, namedValues, requiredText, type Request } from './auth-request';
import { CognitoError, InvalidParameterError, userNotFound } from './errors';
import { newUser, withReservedName } from './new-user';
import { omit } from './omit';
import { pageOf } from './page';
import type { CognitoParts } from './parts';
import { checkPolicy, temporaryPassword } from './passwords';
import { attributesIn } from './sign-up';
import { compileUserFilter } from './user-filter';
import type { User, UserPool } from './user-pool';

/** A user as lists show it. */
export const describeUser = (user: User) => omit(user, 'Password', 'pendingEmail');

/** What admins do with users. */
export class UserAdmin {
  constructor(private readonly parts: CognitoParts) {}

  list(request: Request) {
    const pool = this.parts.directory.pool(request['UserPoolId']);
    const wanted = request['AttributesToGet'] as string[] | undefined;
    const names = pool.options.SchemaAttributes.map(({ Name }) => Name);
    if (wanted?.some((name) => !names.includes(name))) {
      throw new InvalidParameterError('One or more requested attributes do not exist.');
    }
    const { items, token } = pageOf(
      pool.list().filter(compileUserFilter(request['Filter'])),
      ({ Username }) => Username,
      { limit: request['Limit'], token: request['PaginationToken'] },
    );
    return {
      Users: items.map(describeUser).map((user) => ({
        ...user,
        Attributes: user.Attributes.filter(({ Name }) => wanted?.includes(Name) ?? true),
      })),
      PaginationToken: token,
    };
  }

  get(request: Request) {
    const { user } = this.locate(request);
    const { Attributes, ...rest } = describeUser(user);
    return { ...rest, UserAttributes: Attributes };
  }

  /** With RESEND, mails a new temporary password to a user who has not used the first. */
  async create(request: Request) {
    const pool = this.parts.directory.pool(request['UserPoolId']);
    if (request['MessageAction'] === 'RESEND') return this.inviteAgain(request);
    const username = requiredText(request, 'Username');
    const password = String(request['TemporaryPassword'] ?? temporaryPassword());
    checkPolicy(pool.options, password);
    const attributes = attributesIn(request);
    if (isTrue(valueOf(attributes, 'email_verified')) && !has(attributes, 'email')) {
      if (!pool.signsInByEmail) {
        throw new InvalidParameterError('Email is required to verify/un-verify an email');
      }
    }
    const now = new Date(this.parts.now());
    const status = 'FORCE_CHANGE_PASSWORD';
    const user = newUser(pool, { username, password, status, attributes }, now);
    assertInSchema(pool.options, user.Attributes, true);
    const force = request['ForceAliasCreation'] === true;
    return withReservedName(pool, username, async () => {
      this.parts.directory.claimAlias(pool, user, force);
      await this.parts.triggers.preSignUp(
        {
          pool: pool.options,
          client: undefined,
          user,
          userName: user.Username,
          clientMetadata: clientMetadata(request),
        },
        'AdminCreateUser',
        namedValues(request['ValidationData']),
      );
      if (request['MessageAction'] !== 'SUPPRESS') await this.invite(pool, user, request);
      pool.save(user);
      return { User: describeUser(user) };
    });
  }

  setPassword(request: Request) {
    const { pool, user } = this.locate(request);
    checkPolicy(pool.options, request['Password']);
    this.change(pool, user, {
      Password: String(request['Password']),
      UserStatus: request['Permanent'] === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
    });
    return {};
  }

  /** An address set by an admin counts at once, unlike one set by the user. */
  async updateAttributes(request: Request) {
    const { pool, user } = this.locate(request);
    const changes = withVerification(attributesIn(request));
    assertInSchema(pool.options, changes, false);
    const email = valueOf(changes, 'email');
    if (email !== undefined) this.parts.directory.assertEmailFree(pool, email, user);
    if (has(changes, 'email_verified') && !email) {
      throw new InvalidParameterError('Email is required to verify/un-verify an email');
    }
    const Attributes = withChanges(user.Attributes, changes);
    const changed = this.change(pool, user, { Attributes });
    const verifies = pool.options.AutoVerifiedAttributes?.includes('email');
    if (email && verifies && valueOf(changes, 'email_verified') === 'false') {
      await this.parts.mailer.send({
        pool,
        client: undefined,
        user: changed,
        source: 'UpdateUserAttribute',
        code: this.parts.codes.issue(user, 'Email'),
        clientMetadata: clientMetadata(request),
      });
    }
    return {};
  }

  deleteAttributes(request: Request) {
    const { pool, user } = this.locate(request);
    const names = (request['UserAttributeNames'] ?? []) as string[];
    this.change(pool, user, { Attributes: without(user.Attributes, names) });
    return {};
  }

  enable(request: Request) {
    const { pool, user } = this.locate(request);
    this.change(pool, user, { Enabled: true });
    return {};
  }

  /** Ends all sessions, for good: enabling the user does not bring them back. */
  disable(request: Request) {
    const { pool, user } = this.locate(request);
    this.change(pool, user, { Enabled: false });
    this.parts.tokens.revokeAll(user);
    return {};
  }

  delete(request: Request) {
    const { pool, user } = this.locate(request);
    pool.delete(user);
    this.parts.tokens.revokeAll(user);
    return {};
  }

  signOut(request: Request) {
    this.parts.tokens.revokeAll(this.locate(request).user);
    return {};
  }

  private async inviteAgain(request: Request) {
    const pool = this.parts.directory.pool(request['UserPoolId']);
    const user = pool.find(String(request['Username']));
    if (!user) throw userNotFound();
    if (user.UserStatus !== 'FORCE_CHANGE_PASSWORD') {
      throw new CognitoError(
        'UnsupportedUserStateException',
        `Resend not possible. ${user.Username} status is not FORCE_CHANGE_PASSWORD`,
      );
    }
    const Password = String(request['TemporaryPassword'] ?? temporaryPassword());
    checkPolicy(pool.options, Password);
    const changed = this.change(pool, user, { Password });
    await this.invite(pool, changed, request);
    return { User: describeUser(changed) };
  }

  private invite(pool: UserPool, user: User, request: Request) {
    return this.parts.mailer.send({
      pool,
      client: undefined,
      user,
      source: 'AdminCreateUser',
      code: user.Password,
      clientMetadata: clientMetadata(request),
    });
  }

  private change(pool: UserPool, user: User, changes: Partial<User>): User {
    const changed = { ...user, ...changes, UserLastModifiedDate: new Date(this.parts.now()) };
    pool.save(changed);
    return changed;
  }

  private locate(request: Request) {
    const pool = this.parts.directory.pool(request['UserPoolId']);
    return { pool, user: this.parts.directory.existingUser(pool, request['Username']) };
  }
}
