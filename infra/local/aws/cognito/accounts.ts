import { CognitoError, InvalidParameterError, NotAuthorizedError } from 'cognito-local/lib/errors';
import type { Services } from 'cognito-local/lib/services';
import type { Context } from 'cognito-local/lib/services/context';
import {
  attributesAppend,
  attributesToRecord,
  attributeValue,
  type User,
  type UserPoolService,
} from 'cognito-local/lib/services/userPoolService';

import { hidesUnknownUsers, type AppClient } from './app-client';
import { clientMetadata, type Request } from './auth-request';
import type { Directory } from './directory';
import { missingParameter } from './errors';
import { maskEmail } from './cognito-mails';
import { assertResettable, checkPolicy, temporaryPassword } from './passwords';

/** cognito-local's own handling of a request. */
export type PassOn = (target: string, request: Request) => Promise<object>;

interface Attribute {
  Name: string;
  Value?: string;
}

/** Attributes that only Cognito and admins write. */
const PROTECTED = ['sub', 'email_verified', 'phone_number_verified'];

export const attributesOf = (request: Request) => (request['UserAttributes'] ?? []) as Attribute[];

/** @throws NotAuthorizedException for attributes that the app client may not write. */
export function assertWritable(client: AppClient, attributes: Attribute[]): void {
  const refused = attributes.find(
    ({ Name }) =>
      PROTECTED.includes(Name) ||
      (client.WriteAttributes?.length && !client.WriteAttributes.includes(Name)),
  );
  if (refused) {
    throw new NotAuthorizedError('A client attempted to write unauthorized attribute');
  }
}

const emailDetails = (email: string) => ({
  CodeDeliveryDetails: {
    AttributeName: 'email',
    DeliveryMedium: 'EMAIL',
    Destination: maskEmail(email),
  },
});

/** @throws CodeMismatchException, the same for a wrong code, none sent, and a user who may not or does not exist. */
function assertCode(request: Request, user: User | undefined): void {
  const code = requireText(request, 'ConfirmationCode');
  if (user?.Enabled && user.ConfirmationCode === code) return;
  throw new CognitoError(
    'CodeMismatchException',
    'Invalid verification code provided, please try again.',
  );
}

/**
 * Sign-up and password recovery: cognito-local's, with the checks and effects of Cognito's that it
 * lacks.
 */
export class Accounts {
  constructor(
    private readonly directory: Directory,
    private readonly services: Services,
    private readonly context: Context,
    private readonly passOn: PassOn,
  ) {}

  async signUp(request: Request) {
    const { client, pool } = await this.locate(request);
    if (pool.options.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      throw new NotAuthorizedError('SignUp is not permitted for this user pool');
    }
    checkPolicy(pool.options, request['Password']);
    const attributes = attributesOf(request);
    assertWritable(client, attributes);
    const email = attributes.find(({ Name }) => Name === 'email')?.Value;
    const byEmail = pool.options.UsernameAttributes?.includes('email');
    if (byEmail && email !== undefined && email !== request['Username']) {
      throw new InvalidParameterError('Username and email must be the same.');
    }
    const result = await this.passOn('SignUp', {
      ...request,
      UserAttributes: [...attributes, { Name: 'email_verified', Value: 'false' }],
    });
    return { ...result, ...emailDetails(String(email ?? request['Username'])) };
  }

  async confirmSignUp(request: Request) {
    const { user, pool } = await this.locateUser(request);
    assertCode(request, user);
    await this.passOn('ConfirmSignUp', request);
    await this.markEmailVerified(pool, request);
    return {};
  }

  async resendConfirmationCode(request: Request) {
    const { user, pool, client } = await this.locateUser(request);
    if (!user) return emailDetails(String(request['Username']));
    if (user.UserStatus !== 'UNCONFIRMED') {
      throw new InvalidParameterError('User is already confirmed.');
    }
    return this.mailCode(pool, user, 'ResendCode', client.ClientId, request);
  }

  async forgotPassword(request: Request) {
    const { user, pool, client } = await this.locateUser(request);
    if (!user || (!user.Enabled && hidesUnknownUsers(client))) {
      return emailDetails(String(request['Username']));
    }
    if (!user.Enabled) throw new NotAuthorizedError('User is disabled.');
    assertResettable(user);
    return this.mailCode(pool, user, 'ForgotPassword', client.ClientId, request);
  }

  async confirmForgotPassword(request: Request) {
    const { user, pool } = await this.locateUser(request);
    checkPolicy(pool.options, request['Password']);
    assertCode(request, user);
    return this.passOn('ConfirmForgotPassword', request);
  }

  async adminCreateUser(request: Request) {
    const pool = await this.directory.pool(request['UserPoolId']);
    const password = request['TemporaryPassword'] ?? temporaryPassword();
    checkPolicy(pool.options, password);
    return this.passOn('AdminCreateUser', {
      DesiredDeliveryMediums: ['EMAIL'],
      ...request,
      TemporaryPassword: password,
      // cognito-local adds to this list.
      UserAttributes: [...attributesOf(request)],
    });
  }

  async adminSetUserPassword(request: Request) {
    const pool = await this.directory.pool(request['UserPoolId']);
    checkPolicy(pool.options, request['Password']);
    return this.passOn('AdminSetUserPassword', request);
  }

  async mailResetCode(pool: UserPoolService, user: User, request: Request): Promise<void> {
    await this.mailCode(pool, user, 'ForgotPassword', null, request);
  }

  /** Mails a new temporary password. */
  async inviteAgain(pool: UserPoolService, user: User, request: Request) {
    const password = request['TemporaryPassword'] ?? temporaryPassword();
    checkPolicy(pool.options, password);
    await this.directory.save(pool, { ...user, Password: String(password) });
    await this.mail(pool, user, 'AdminCreateUser', null, String(password), request);
    return { User: user };
  }

  /** An address set by an admin counts at once, unlike one set by the user. */
  async adminUpdateUserAttributes(request: Request) {
    const pool = await this.directory.pool(request['UserPoolId']);
    const user = await this.directory.existingUser(pool, request['Username']);
    const email = attributesOf(request).find(({ Name }) => Name === 'email')?.Value;
    if (email !== undefined) await this.directory.assertEmailFree(pool, email, user);
    return this.passOn('AdminUpdateUserAttributes', request);
  }

  private async mailCode(
    pool: UserPoolService,
    user: User,
    source: 'ResendCode' | 'ForgotPassword',
    clientId: string | null,
    request: Request,
  ) {
    const code = this.services.otp();
    await this.directory.save(pool, { ...user, ConfirmationCode: code });
    return this.mail(pool, user, source, clientId, code, request);
  }

  private async mail(
    pool: UserPoolService,
    user: User,
    source: 'ResendCode' | 'ForgotPassword' | 'AdminCreateUser',
    clientId: string | null,
    code: string,
    request: Request,
  ) {
    const email = attributeValue('email', user.Attributes);
    if (!email) throw new InvalidParameterError('User has no email.');
    await this.services.messages.deliver(
      this.context,
      source,
      clientId,
      pool.options.Id,
      user,
      code,
      clientMetadata(request),
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: email },
    );
    return emailDetails(email);
  }

  /** Whoever sent the mailed code back has the mailbox; cognito-local forgets to say so. */
  private async markEmailVerified(pool: UserPoolService, request: Request): Promise<void> {
    const user = await this.directory.existingUser(pool, request['Username']);
    if (!attributesToRecord(user.Attributes)['email']) return;
    const verified = { Name: 'email_verified', Value: 'true' };
    await this.directory.save(pool, {
      ...user,
      Attributes: attributesAppend(user.Attributes, verified),
    });
  }

  private async locate(request: Request) {
    const client = await this.directory.client(request['ClientId']);
    return { client, pool: await this.directory.pool(client.UserPoolId) };
  }

  /** @throws UserNotFoundException if the client does not hide who exists. */
  private async locateUser(request: Request) {
    const { client, pool } = await this.locate(request);
    const username = requireText(request, 'Username');
    return { client, pool, user: (await this.directory.subject(pool, client, username)).user };
  }
}

/** @throws InvalidParameterException; cognito-local takes a missing code for the one never sent. */
export function requireText(request: Request, name: string): string {
  const value = request[name];
  if (typeof value !== 'string' || !value) throw missingParameter(name);
  return value;
}
