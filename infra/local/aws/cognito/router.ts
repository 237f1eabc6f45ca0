import { CognitoError } from 'cognito-local/lib/errors';
import { Router } from 'cognito-local/lib/server/Router';
import type { Services } from 'cognito-local/lib/services';
import type { Context } from 'cognito-local/lib/services/context';

import { Accounts, attributesOf, type PassOn } from './accounts';
import type { Request } from './auth-request';
import { ClientAdmin } from './client-admin';
import type { Directory } from './directory';
import type { Api } from './http';
import { InitiateAuth } from './initiate-auth';
import { OwnAccount } from './own-account';
import { PoolAdmin } from './pool-admin';
import { RespondToChallenge } from './respond-to-challenge';
import { SignInMoves, type SignInParts } from './sign-in';
import { UserAdmin } from './user-admin';

/** Where a request can name a user. */
const NAMES: [field: string | undefined, name: string][] = [
  [undefined, 'Username'],
  ['AuthParameters', 'USERNAME'],
  ['ChallengeResponses', 'USERNAME'],
];

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** Pools are not case-sensitive by default; cognito-local compares exactly. */
function lowerCaseNames(request: Request): Request {
  const result: Request = { ...request };
  for (const [field, name] of NAMES) {
    const holder = field ? result[field] : result;
    if (typeof holder !== 'object' || holder === null || !(name in holder)) continue;
    const changed = { ...holder, [name]: lower((holder as Request)[name]) };
    if (field) result[field] = changed;
    else Object.assign(result, changed);
  }
  if (Array.isArray(request['UserAttributes'])) {
    result['UserAttributes'] = attributesOf(request).map((attribute) =>
      attribute.Name === 'email' ? { ...attribute, Value: lower(attribute.Value) } : attribute,
    );
  }
  return result;
}

/**
 * The API: sign-in and tokens are ours, the rest is cognito-local's, behind the checks of Cognito's
 * that it lacks.
 */
export function cognitoApi(
  services: Services,
  context: Context,
  parts: SignInParts & { directory: Directory },
  options: { now(): number; caseSensitive: boolean; log(line: string): void },
): Api {
  const { directory } = parts;
  const cognitoLocal = Router(services);
  const passOn: PassOn = (target, request) => cognitoLocal(target)(context, request);

  const moves = new SignInMoves(parts);
  const initiate = new InitiateAuth(parts, moves, options.now);
  const respond = new RespondToChallenge(parts, moves, initiate);
  const accounts = new Accounts(directory, services, context, passOn);
  const users = new UserAdmin(directory, accounts, passOn);
  const own = new OwnAccount(directory, parts.tokens, parts.lockout, passOn);
  const clients = new ClientAdmin(directory, context, passOn);
  const pool = new PoolAdmin(directory, context);

  const targets = new Map<string, (request: Request) => Promise<object>>([
    ['InitiateAuth', (request) => initiate.handle(request, false)],
    ['AdminInitiateAuth', (request) => initiate.handle(request, true)],
    ['RespondToAuthChallenge', (request) => respond.handle(request, false)],
    ['AdminRespondToAuthChallenge', (request) => respond.handle(request, true)],
    ['GetTokensFromRefreshToken', (request) => initiate.tokensFromRefreshToken(request)],
    ['SignUp', (request) => accounts.signUp(request)],
    ['ConfirmSignUp', (request) => accounts.confirmSignUp(request)],
    ['ResendConfirmationCode', (request) => accounts.resendConfirmationCode(request)],
    ['ForgotPassword', (request) => accounts.forgotPassword(request)],
    ['ConfirmForgotPassword', (request) => accounts.confirmForgotPassword(request)],
    ['AdminCreateUser', (request) => users.create(request)],
    ['AdminSetUserPassword', (request) => accounts.adminSetUserPassword(request)],
    ['AdminResetUserPassword', (request) => users.resetPassword(request)],
    ['ListUsers', (request) => users.list(request)],
    ['AdminUpdateUserAttributes', (request) => accounts.adminUpdateUserAttributes(request)],
    ['ChangePassword', (request) => own.changePassword(request)],
    ['UpdateUserAttributes', (request) => own.updateUserAttributes(request)],
    ['VerifyUserAttribute', (request) => own.verifyUserAttribute(request)],
    [
      'GetUserAttributeVerificationCode',
      (request) => own.getUserAttributeVerificationCode(request),
    ],
    ['GlobalSignOut', (request) => own.globalSignOut(request)],
    ['AdminUserGlobalSignOut', (request) => own.adminUserGlobalSignOut(request)],
    ['RevokeToken', (request) => own.revokeToken(request)],
    ['DescribeUserPool', (request) => pool.describe(request)],
    ['UpdateUserPool', (request) => pool.update(request)],
    ['CreateUserPoolClient', (request) => clients.create(request)],
    ['UpdateUserPoolClient', (request) => clients.update(request)],
    ['DescribeUserPoolClient', (request) => clients.describe(request)],
  ]);

  return async (target, body) => {
    const request = options.caseSensitive ? body : lowerCaseNames(body);
    try {
      const handler = targets.get(target);
      if (handler) return await handler(request);
      if ('AccessToken' in request) await own.authenticate(request);
      return await passOn(target, request);
    } catch (error) {
      const code = error instanceof CognitoError ? error.code : (error as Error).name;
      options.log(`${target} refused: ${code}`);
      throw error;
    }
  };
}
