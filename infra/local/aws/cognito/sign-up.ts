import type { AppClient } from './app-client';
import { assertInSchema, assertWritable, valueOf, withChanges, type Attribute } from './attributes';
import { clientMetadata, namedValues, requiredText, type Request } from './auth-request';
import { deliveryDetails } from './cognito-mails';
import { codeMismatch, expiredCode, InvalidParameterError, NotAuthorizedError } from './errors';
import { newUser, withReservedName } from './new-user';
import type { CognitoParts } from './parts';
import { checkPolicy } from './passwords';
import { emailOf, subOf, type User, type UserPool } from './user-pool';

export const attributesIn = (request: Request) => (request['UserAttributes'] ?? []) as Attribute[];

/** Accounts that people create for themselves. */
export class SignUp {
  constructor(private readonly parts: CognitoParts) {}

  async signUp(request: Request) {
    const { client, pool } = this.locate(request);
    const { options } = pool;
    if (options.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      throw new NotAuthorizedError('SignUp is not permitted for this user pool');
    }
    const username = requiredText(request, 'Username');
    const password = requiredText(request, 'Password');
    checkPolicy(options, password);
    const attributes = attributesIn(request);
    assertWritable(
      client,
      attributes.map(({ Name }) => Name),
    );
    const email = valueOf(attributes, 'email');
    if (pool.signsInByEmail && email !== undefined && email !== username) {
      throw new InvalidParameterError('Username and email must be the same.');
    }
    const now = new Date(this.parts.now());
    const user = newUser(pool, { username, password, status: 'UNCONFIRMED', attributes }, now);
    assertInSchema(options, user.Attributes, true);
    return withReservedName(pool, username, () => this.create(pool, client, user, request));
  }

  async confirm(request: Request) {
    const { client, pool } = this.locate(request);
    const { user } = this.parts.directory.subject(pool, client, requiredText(request, 'Username'));
    const code = requiredText(request, 'ConfirmationCode');
    if (!user) throw expiredCode();
    if (!user.Enabled) throw codeMismatch();
    assertUnconfirmed(user);
    this.parts.codes.use(user, 'SignUp', code);
    await this.setConfirmed(pool, client, user, request, [
      { Name: 'email_verified', Value: 'true' },
    ]);
    return {};
  }

  async adminConfirm(request: Request) {
    const pool = this.parts.directory.pool(request['UserPoolId']);
    const user = this.parts.directory.existingUser(pool, request['Username']);
    assertUnconfirmed(user);
    await this.setConfirmed(pool, undefined, user, request, []);
    return {};
  }

  async resendCode(request: Request) {
    const { client, pool } = this.locate(request);
    const username = requiredText(request, 'Username');
    const { user } = this.parts.directory.subject(pool, client, username);
    if (!user) return { CodeDeliveryDetails: deliveryDetails(username) };
    if (user.UserStatus !== 'UNCONFIRMED') {
      throw new InvalidParameterError('User is already confirmed.');
    }
    return { CodeDeliveryDetails: await this.mailCode(pool, client, user, 'ResendCode', request) };
  }

  private async create(pool: UserPool, client: AppClient, user: User, request: Request) {
    const { autoConfirmUser, autoVerifyEmail } = await this.parts.triggers.preSignUp(
      this.context(pool, client, user, request),
      'SignUp',
      namedValues(request['ValidationData']),
    );
    const created: User = {
      ...user,
      Attributes: autoVerifyEmail
        ? withChanges(user.Attributes, [{ Name: 'email_verified', Value: 'true' }])
        : user.Attributes,
    };
    if (autoConfirmUser) {
      await this.setConfirmed(pool, client, created, request, []);
      return { UserConfirmed: true, UserSub: subOf(user) };
    }
    const mailed = pool.options.AutoVerifiedAttributes?.includes('email') && emailOf(user);
    const details = mailed && {
      CodeDeliveryDetails: await this.mailCode(pool, client, created, 'SignUp', request),
    };
    this.parts.directory.claimAlias(pool, created, false);
    pool.save(created);
    return { UserConfirmed: false, UserSub: subOf(user), ...details };
  }

  private async setConfirmed(
    pool: UserPool,
    client: AppClient | undefined,
    user: User,
    request: Request,
    changes: Attribute[],
  ): Promise<void> {
    const confirmed: User = {
      ...user,
      UserStatus: 'CONFIRMED',
      Attributes: emailOf(user) ? withChanges(user.Attributes, changes) : user.Attributes,
      UserLastModifiedDate: new Date(this.parts.now()),
    };
    const force = request['ForceAliasCreation'] === true;
    this.parts.directory.claimAlias(pool, confirmed, force);
    pool.save(confirmed);
    const context = this.context(pool, client, confirmed, request);
    await this.parts.triggers.postConfirmation(context, 'ConfirmSignUp');
  }

  private mailCode(
    pool: UserPool,
    client: AppClient,
    user: User,
    source: 'SignUp' | 'ResendCode',
    request: Request,
  ) {
    const code = this.parts.codes.issue(user, 'SignUp');
    const metadata = clientMetadata(request);
    return this.parts.mailer.send({ pool, client, user, source, code, clientMetadata: metadata });
  }

  private context(pool: UserPool, client: AppClient | undefined, user: User, request: Request) {
    return {
      pool: pool.options,
      client,
      user,
      userName: user.Username,
      clientMetadata: clientMetadata(request),
    };
  }

  private locate(request: Request) {
    const client = this.parts.directory.client(request['ClientId']);
    return { client, pool: this.parts.directory.pool(client.UserPoolId) };
  }
}

/** @throws NotAuthorizedException */
function assertUnconfirmed({ UserStatus }: User): void {
  if (UserStatus !== 'UNCONFIRMED') {
    throw new NotAuthorizedError(`User cannot be confirmed. Current status is ${UserStatus}`);
  }
}
