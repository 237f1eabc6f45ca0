import { createHmac, timingSafeEqual } from 'node:crypto';

import type { AppClient } from './app-client';
import { stringMap, type Request } from './auth-request';
import { NotAuthorizedError } from './errors';

/** The map that holds username and hash; they stand in the request itself for the others. */
const HOLDERS: Record<string, string> = {
  InitiateAuth: 'AuthParameters',
  AdminInitiateAuth: 'AuthParameters',
  RespondToAuthChallenge: 'ChallengeResponses',
  AdminRespondToAuthChallenge: 'ChallengeResponses',
};
const WITH_HASH = [
  'SignUp',
  'ConfirmSignUp',
  'ResendConfirmationCode',
  'ForgotPassword',
  'ConfirmForgotPassword',
];
/** Operations that take the secret itself. */
const WITH_SECRET = ['RevokeToken', 'GetTokensFromRefreshToken'];

/**
 * Checks that the caller knows the client's secret, if it has one.
 * @param usernameOf finds the username behind a refresh token, which the hash is made with
 * @throws NotAuthorizedException
 */
export function checkClientSecret(
  operation: string,
  request: Request,
  client: AppClient,
  usernameOf: (refreshToken: string) => string | undefined,
): void {
  const { ClientId, ClientSecret } = client;
  if (WITH_SECRET.includes(operation)) {
    if (ClientSecret && !same(String(request['ClientSecret'] ?? ''), ClientSecret)) {
      throw new NotAuthorizedError('Invalid client secret.');
    }
    return;
  }
  const holder = HOLDERS[operation];
  if (!holder && !WITH_HASH.includes(operation)) return;
  const values = holder ? stringMap(request, holder) : undefined;
  const hash = values ? values['SECRET_HASH'] : request['SecretHash'];
  if (!ClientSecret) return;
  if (!hash) {
    throw new NotAuthorizedError(
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    );
  }
  const refreshToken = values?.['REFRESH_TOKEN'];
  const username = values
    ? (values['USERNAME'] ?? (refreshToken && usernameOf(refreshToken)))
    : request['Username'];
  const expected = createHmac('sha256', ClientSecret)
    .update(`${String(username ?? '')}${ClientId}`)
    .digest('base64');
  if (!same(String(hash), expected)) {
    throw new NotAuthorizedError(`Unable to verify secret hash for client ${ClientId}`);
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
