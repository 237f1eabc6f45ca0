import type { AppClient } from './app-client';
import {
  assertInSchema,
  assertWritable,
  readable,
  valueOf,
  withChanges,
  without,
  withVerification,
  type Attribute,
} from './attributes';
import { clientMetadata, requiredText, type Request } from './auth-request';
import {
  incorrectCredentials,
  InvalidParameterError,
  NotAuthorizedError,
  userDisabled,
  userNotFound,
} from './errors';
import { omit } from './omit';
import type { CognitoParts } from './parts';
import { checkPolicy } from './passwords';
import type { MailSource } from './trigger-types';
import { attributesIn } from './sign-up';
import { emailOf, subOf, type User, type UserPool } from './user-pool';

interface Account {
  user: User;
  client: AppClient;
  pool: UserPool;
}

/** What signed-in users do with their own account, by access token. */
export class OwnAccount {
  constructor(private readonly parts: CognitoParts) {}

  get(request: Request) {
    const { user, client } = this.authenticate(request);
    return { Username: user.Username, UserAttributes: readable(client, user.Attributes) };
  }

  changePassword(request: Request) {
    const { user, pool } = this.authenticate(request);
    const { lockout } = this.parts;
    checkPolicy(pool.options, request['ProposedPassword']);
    lockout.assertOpen(user.Username);
    if (request['PreviousPassword'] !== user.Password) {
      lockout.recordFailure(user.Username);
      throw incorrectCredentials();
    }
    lockout.recordSuccess(user.Username);
    this.change(pool, user, { Password: String(request['ProposedPassword']) });
    return {};
  }

  /** A new address waits for its code if the pool says so, and the old one stays until then. */
  async updateAttributes(request: Request) {
    const account = this.authenticate(request);
    const { user, client, pool } = account;
    const { options } = pool;
    const changes = attributesIn(request);
    assertWritable(
      client,
      changes.map(({ Name }) => Name),
    );
    assertInSchema(options, changes, false);
    const email = valueOf(changes, 'email');
    if (email !== undefined) this.parts.directory.assertEmailFree(pool, email, user);
    const waits =
      options.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes(
        'email',
      ) && email;
    const immediate = waits ? changes.filter(({ Name }) => Name !== 'email') : changes;
    const changed = this.change(pool, user, {
      Attributes: withChanges(user.Attributes, withVerification(immediate)),
      ...(waits && { pendingEmail: email }),
    });
    if (!email || !options.AutoVerifiedAttributes?.includes('email')) {
      return { CodeDeliveryDetailsList: [] };
    }
    const mailed = { ...account, user: changed };
    const details = await this.mailCode(mailed, 'UpdateUserAttribute', email, request);
    return { CodeDeliveryDetailsList: [details] };
  }

  deleteAttributes(request: Request) {
    const { user, client, pool } = this.authenticate(request);
    const names = (request['UserAttributeNames'] ?? []) as string[];
    assertWritable(client, names);
    this.change(pool, user, { Attributes: without(user.Attributes, names) });
    return {};
  }

  async requestVerificationCode(request: Request) {
    const account = this.authenticate(request);
    assertEmail(request['AttributeName']);
    const { pendingEmail } = account.user;
    const email = pendingEmail ?? emailOf(account.user) ?? '';
    return {
      CodeDeliveryDetails: await this.mailCode(account, 'VerifyUserAttribute', email, request),
    };
  }

  verifyAttribute(request: Request) {
    const { user, pool } = this.authenticate(request);
    assertEmail(request['AttributeName']);
    this.parts.codes.use(user, 'Email', requiredText(request, 'Code'));
    const { pendingEmail } = user;
    if (pendingEmail) this.parts.directory.assertEmailFree(pool, pendingEmail, user);
    const changes: Attribute[] = [{ Name: 'email_verified', Value: 'true' }];
    if (pendingEmail) changes.push({ Name: 'email', Value: pendingEmail });
    this.change(pool, omit(user, 'pendingEmail'), {
      Attributes: withChanges(user.Attributes, changes),
    });
    return {};
  }

  delete(request: Request) {
    const { user, pool } = this.authenticate(request);
    pool.delete(user);
    this.parts.tokens.revokeAll(user);
    return {};
  }

  globalSignOut(request: Request) {
    this.parts.tokens.revokeAll(this.authenticate(request).user);
    return {};
  }

  /** An unknown token is no error, so that nobody can try which ones exist. */
  revokeToken(request: Request) {
    const { directory, tokens } = this.parts;
    const client = directory.client(request['ClientId']);
    const token = requiredText(request, 'Token');
    if (client.EnableTokenRevocation === false) {
      throw new InvalidParameterError('Token revocation is not enabled for the client.');
    }
    tokens.revokeToken(token, client);
    return {};
  }

  /** @throws NotAuthorizedException unless the token is valid and not revoked, and its user still exists */
  private authenticate(request: Request): Account {
    const token = requiredText(request, 'AccessToken');
    const { sub, clientId, userPoolId } = this.parts.tokens.verifyAccessToken(token);
    const client = this.parts.directory.client(clientId);
    const pool = this.parts.directory.pool(userPoolId);
    const user = pool.find(sub);
    if (!user) throw userNotFound();
    if (subOf(user) !== sub) throw new NotAuthorizedError('Access Token has been revoked');
    if (!user.Enabled) throw userDisabled();
    return { client, pool, user };
  }

  private mailCode(
    { pool, client, user }: Account,
    source: MailSource,
    to: string,
    request: Request,
  ) {
    return this.parts.mailer.send({
      pool,
      client,
      user,
      source,
      to,
      code: this.parts.codes.issue(user, 'Email'),
      clientMetadata: clientMetadata(request),
    });
  }

  private change(pool: UserPool, user: User, changes: Partial<User>): User {
    const changed = { ...user, ...changes, UserLastModifiedDate: new Date(this.parts.now()) };
    pool.save(changed);
    return changed;
  }
}

function assertEmail(attribute: unknown): void {
  if (attribute !== 'email') {
    throw new InvalidParameterError(
      `The local stack verifies email only, not ${String(attribute)}.`,
    );
  }
}
