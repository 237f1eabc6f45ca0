import { CognitoError, InvalidParameterError, NotAuthorizedError } from 'cognito-local/lib/errors';

import type { Accounts, PassOn } from './accounts';
import type { Request } from './auth-request';
import type { Directory } from './directory';
import { assertResettable } from './passwords';

const PAGE = 60;

interface Listed {
  Users: { Username: string }[];
}

/** What admins do with users: cognito-local's, with the paging, checks and effects of Cognito's that it lacks. */
export class UserAdmin {
  constructor(
    private readonly directory: Directory,
    private readonly accounts: Accounts,
    private readonly passOn: PassOn,
  ) {}

  /** In order of the names, so that a token holds whoever comes or goes between two pages. */
  async list(request: Request) {
    const limit = request['Limit'] === undefined ? PAGE : Number(request['Limit']);
    if (!Number.isInteger(limit) || limit < 0 || limit > PAGE) {
      throw new InvalidParameterError(
        `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to ${PAGE}`,
      );
    }
    const after = readToken(request['PaginationToken']);
    const { Users } = (await this.passOn('ListUsers', request)) as Listed;
    const rest = Users.filter(({ Username }) => Username > after).sort((a, b) =>
      a.Username < b.Username ? -1 : 1,
    );
    const page = rest.slice(0, limit || PAGE);
    const last = page.at(-1);
    return {
      Users: page,
      ...(last && rest.length > page.length && { PaginationToken: writeToken(last.Username) }),
    };
  }

  /** A temporary password is mailed again, a new one, to someone who has not used the first. */
  async create(request: Request) {
    if (request['MessageAction'] !== 'RESEND') return this.accounts.adminCreateUser(request);
    const pool = await this.directory.pool(request['UserPoolId']);
    const user = await this.directory.existingUser(pool, request['Username']);
    if (user.UserStatus !== 'FORCE_CHANGE_PASSWORD') {
      throw new CognitoError(
        'UnsupportedUserStateException',
        `Resend not possible. ${user.Username} status is not FORCE_CHANGE_PASSWORD`,
      );
    }
    return this.accounts.inviteAgain(pool, user, request);
  }

  async resetPassword(request: Request) {
    const pool = await this.directory.pool(request['UserPoolId']);
    const user = await this.directory.existingUser(pool, request['Username']);
    const recovery = (pool.options.AccountRecoverySetting?.RecoveryMechanisms ?? []) as {
      Name?: string;
    }[];
    if (recovery.some(({ Name }) => Name === 'admin_only')) {
      throw new NotAuthorizedError('Account recovery is not enabled for this user pool.');
    }
    assertResettable(user);
    await this.accounts.mailResetCode(pool, { ...user, UserStatus: 'RESET_REQUIRED' }, request);
    return {};
  }
}

const writeToken = (username: string) => Buffer.from(username).toString('base64url');

/** @returns the name that the last page ended with; the empty one before the first page */
function readToken(token: unknown): string {
  if (token === undefined) return '';
  const username = Buffer.from(String(token), 'base64url').toString();
  if (!username || writeToken(username) !== token) {
    throw new InvalidParameterError('Invalid pagination token given');
  }
  return username;
}
