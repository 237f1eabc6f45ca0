import { hidesUnknownUsers, type AppClient } from './app-client';
import { clientMetadata, requiredText, type Request } from './auth-request';
import { deliveryDetails } from './cognito-mails';
import { codeMismatch, NotAuthorizedError, userDisabled } from './errors';
import type { CognitoParts } from './parts';
import { assertResettable, checkPolicy } from './passwords';
import type { UserMigration } from './user-migration';
import type { User, UserPool } from './user-pool';

/** Forgotten passwords, and those that an admin resets. */
export class PasswordRecovery {
  constructor(
    private readonly parts: CognitoParts,
    private readonly migration: UserMigration,
  ) {}

  async forgot(request: Request) {
    const { directory } = this.parts;
    const client = directory.client(request['ClientId']);
    const pool = directory.pool(client.UserPoolId);
    const username = requiredText(request, 'Username');
    if (!pool.find(username)) {
      const metadata = clientMetadata(request);
      await this.migration.migrate(pool, client, username, 'ForgotPassword', { metadata });
    }
    const { user } = directory.subject(pool, client, username);
    if (!user || (!user.Enabled && hidesUnknownUsers(client))) {
      return { CodeDeliveryDetails: deliveryDetails(username) };
    }
    if (!user.Enabled) throw userDisabled();
    if (recoversByAdminOnly(pool)) {
      throw new NotAuthorizedError('Contact administrator to reset password.');
    }
    assertResettable(user);
    return { CodeDeliveryDetails: await this.mailCode(pool, client, user, request) };
  }

  async confirm(request: Request) {
    const { directory, codes, lockout, triggers } = this.parts;
    const client = directory.client(request['ClientId']);
    const pool = directory.pool(client.UserPoolId);
    const { user } = directory.subject(pool, client, requiredText(request, 'Username'));
    const password = requiredText(request, 'Password');
    checkPolicy(pool.options, password);
    const code = requiredText(request, 'ConfirmationCode');
    if (!user?.Enabled) throw codeMismatch();
    codes.use(user, 'ForgotPassword', code);
    const changed: User = {
      ...user,
      Password: password,
      UserStatus: 'CONFIRMED',
      UserLastModifiedDate: new Date(this.parts.now()),
    };
    pool.save(changed);
    lockout.recordSuccess(user.Username);
    await triggers.postConfirmation(
      {
        pool: pool.options,
        client,
        user: changed,
        userName: user.Username,
        clientMetadata: clientMetadata(request),
      },
      'ConfirmForgotPassword',
    );
    return {};
  }

  async adminReset(request: Request) {
    const pool = this.parts.directory.pool(request['UserPoolId']);
    const user = this.parts.directory.existingUser(pool, request['Username']);
    if (recoversByAdminOnly(pool)) {
      throw new NotAuthorizedError('Account recovery is not enabled for this user pool.');
    }
    assertResettable(user);
    await this.mailCode(pool, undefined, user, request);
    pool.save({ ...user, UserStatus: 'RESET_REQUIRED' });
    return {};
  }

  private mailCode(pool: UserPool, client: AppClient | undefined, user: User, request: Request) {
    return this.parts.mailer.send({
      pool,
      client,
      user,
      source: 'ForgotPassword',
      code: this.parts.codes.issue(user, 'ForgotPassword'),
      clientMetadata: clientMetadata(request),
    });
  }
}

const recoversByAdminOnly = ({ options }: UserPool) =>
  (options.AccountRecoverySetting?.RecoveryMechanisms ?? []).some(
    ({ Name }) => Name === 'admin_only',
  );
