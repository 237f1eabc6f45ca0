import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import type { PageConfig } from '../config';

/** The person and how they signed in, from the ID token. */
export interface Session {
  email: string;
  /** Whether the second factor was given. */
  withCode: boolean;
  since: Date;
  /** When the tokens expire; Amplify renews them before. */
  until: Date;
}

/** Undefined if nobody is signed in. @throws Error if the tokens need renewal and there is no connection */
export async function readSession({ claimName }: PageConfig): Promise<Session | undefined> {
  const { tokens } = await fetchAuthSession();
  const claims = tokens?.idToken?.payload;
  if (!claims) return undefined;
  const time = (seconds: unknown) => new Date(Number(seconds) * 1000);
  return {
    email: String(claims['email']),
    withCode: claims[claimName] === 'true',
    since: time(claims['auth_time']),
    until: time(claims['exp']),
  };
}

/**
 * Ends the person's sessions on all devices. Amplify's `signOut({ global: true })` hides failures, so this
 * calls Cognito itself.
 * @throws Error with Amplify's name for it if the call fails; the person then stays signed in
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
  if (!response.ok) throw new Error(`GlobalSignOut: HTTP ${response.status}`);
  await signOut();
}
