import { InvalidParameterError, NotAuthorizedError } from 'cognito-local/lib/errors';
import {
  attributeValue,
  type User,
  type UserPoolService,
} from 'cognito-local/lib/services/userPoolService';

import { assertWritable, attributesOf, requireText, type PassOn } from './accounts';
import type { AppClient } from './app-client';
import type { Request } from './auth-request';
import type { Directory } from './directory';
import { incorrectCredentials, missingParameter } from './errors';
import { maskEmail } from './cognito-mails';
import { checkPolicy, type PasswordLockout } from './passwords';
import type { Tokens } from './tokens';

interface Delivery {
  AttributeName: string;
  DeliveryMedium: string;
  Destination: string;
}

/** What a signed-in user does with the own account, by access token. */
export class OwnAccount {
  constructor(
    private readonly directory: Directory,
    private readonly tokens: Tokens,
    private readonly lockout: PasswordLockout,
    private readonly passOn: PassOn,
  ) {}

  /**
   * cognito-local only decodes access tokens: they have to be checked before it sees them.
   *
   * @throws NotAuthorizedException unless the token is valid, not revoked, and its user still exists.
   */
  async authenticate(
    request: Request,
  ): Promise<{ user: User; client: AppClient; pool: UserPoolService }> {
    const token = requireText(request, 'AccessToken');
    const client = await this.directory.client(clientIdIn(token));
    const { userId } = this.tokens.verifyAccessToken(token, client.UserPoolId);
    const pool = await this.directory.pool(client.UserPoolId);
    const user = await this.directory.existingUser(pool, userId);
    if (!user.Enabled) throw new NotAuthorizedError('User is disabled.');
    return { client, pool, user };
  }

  async changePassword(request: Request) {
    const { user, pool } = await this.authenticate(request);
    checkPolicy(pool.options, request['ProposedPassword']);
    this.lockout.assertOpen(user.Username);
    if (request['PreviousPassword'] !== user.Password) {
      this.lockout.recordFailure(user.Username);
      throw incorrectCredentials();
    }
    return this.passOn('ChangePassword', request);
  }

  async updateUserAttributes(request: Request) {
    const { user, client, pool } = await this.authenticate(request);
    const attributes = attributesOf(request);
    assertWritable(client, attributes);
    const email = attributes.find(({ Name }) => Name === 'email')?.Value;
    if (email !== undefined) await this.directory.assertEmailFree(pool, email, user);
    const { CodeDeliveryDetailsList = [] } = (await this.passOn(
      'UpdateUserAttributes',
      request,
    )) as {
      CodeDeliveryDetailsList?: Delivery[];
    };
    return {
      CodeDeliveryDetailsList: CodeDeliveryDetailsList.map((delivery) => ({
        ...delivery,
        Destination: maskEmail(delivery.Destination),
      })),
    };
  }

  async getUserAttributeVerificationCode(request: Request) {
    const { user } = await this.authenticate(request);
    await this.passOn('GetUserAttributeVerificationCode', request);
    const email =
      attributeValue('email', user.UnverifiedAttributeChanges) ??
      attributeValue('email', user.Attributes) ??
      '';
    return {
      CodeDeliveryDetails: {
        AttributeName: 'email',
        DeliveryMedium: 'EMAIL',
        Destination: maskEmail(email),
      },
    };
  }

  async verifyUserAttribute(request: Request) {
    const { user } = await this.authenticate(request);
    requireText(request, 'Code');
    if (!user.AttributeVerificationCode) throw new InvalidParameterError('No code was requested.');
    return this.passOn('VerifyUserAttribute', request);
  }

  async globalSignOut(request: Request) {
    const { user } = await this.authenticate(request);
    this.tokens.revokeAll(user.Username);
    return {};
  }

  async adminUserGlobalSignOut(request: Request) {
    const pool = await this.directory.pool(request['UserPoolId']);
    const user = await this.directory.existingUser(pool, request['Username']);
    this.tokens.revokeAll(user.Username);
    return {};
  }

  async revokeToken(request: Request) {
    const client = await this.directory.client(request['ClientId']);
    if (!request['Token']) throw missingParameter('Token');
    this.tokens.revoke(this.tokens.grantOf(request['Token'], client.ClientId));
    return {};
  }
}

/** The client a token says it is for; nothing is trusted until its signature has been checked. */
function clientIdIn(token: string): unknown {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    return (JSON.parse(payload) as { client_id?: unknown }).client_id;
  } catch {
    throw new InvalidParameterError('Invalid Access Token');
  }
}
