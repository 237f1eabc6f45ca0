import { fetchAuthSession, fetchUserAttributes, signOut } from 'aws-amplify/auth';
import { explainAccount, type Tokens } from '../../client/accountApi';
import type { PageConfig } from '../config';

/** The person and how they signed in, from the ID token. */
export interface Session {
  email: string;
  /** What the person typed to sign in: the key of this browser is kept by it. */
  username: string;
  /** Whether the second factor was given. */
  withCode: boolean;
  since: Date;
}

/** Both tokens, renewed if needed. @throws Error as Amplify does if there are none */
export async function sessionTokens(): Promise<Tokens> {
  const { tokens } = await fetchAuthSession();
  if (!tokens?.idToken) {
    throw Object.assign(new Error('No session'), { name: 'UserUnAuthenticatedException' });
  }
  return { idToken: tokens.idToken.toString(), accessToken: tokens.accessToken.toString() };
}

/**
 * Undefined if nobody is signed in.
 * @param renew whether to get new tokens, after the account has changed
 * @throws Error if the tokens need renewal and there is no connection
 */
export async function readSession(
  { claimName }: PageConfig,
  { renew = false } = {},
): Promise<Session | undefined> {
  const { tokens } = await fetchAuthSession({ forceRefresh: renew });
  const claims = tokens?.idToken?.payload;
  if (!claims) return undefined;
  return {
    email: String(claims['email']),
    username: tokens?.signInDetails?.loginId ?? String(claims['email']),
    withCode: claims[claimName] === 'true',
    since: new Date(Number(claims['auth_time']) * 1000),
  };
}

/** Whether an error of Cognito or of the account API says that the session is revoked or expired, or the account is gone. */
export function endsSession(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return explainAccount(error).code === 'sessionEnded' || name === 'UserNotFoundException';
}

/**
 * Asks Cognito whether the session still holds: the tokens in the browser do not show that somebody revoked
 * them. Without a connection nothing is known, so the session counts as one that holds.
 */
export async function sessionHolds(): Promise<boolean> {
  try {
    await fetchUserAttributes();
    return true;
  } catch (error) {
    return !endsSession(error);
  }
}

/**
 * Ends the person's sessions on all devices. Amplify's `signOut({ global: true })` hides failures, so this
 * calls Cognito itself.
 * @throws Error with Amplify's or Cognito's name for it if the call fails; the person then stays signed in
 */
export async function signOutEverywhere({ region, userPoolEndpoint }: PageConfig): Promise<void> {
  const { tokens } = await fetchAuthSession();
  const request = {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.GlobalSignOut',
    },
    body: JSON.stringify({ AccessToken: tokens?.accessToken.toString() }),
  };
  const response = await fetch(
    userPoolEndpoint ?? `https://cognito-idp.${region}.amazonaws.com/`,
    request,
  ).catch((cause: unknown) => {
    throw Object.assign(new Error('No answer', { cause }), { name: 'NetworkError' });
  });
  if (!response.ok) {
    const { __type = '', message = '' } = (await response.json()) as Record<string, string>;
    throw Object.assign(new Error(message), { name: __type.replace(/^.*#/, '') });
  }
  await signOut();
}
