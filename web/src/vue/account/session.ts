import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import type { AppConfig } from '../../app/config';

/** What the ID token says of the person and of how they signed in. */
export interface Session {
  email: string;
  /** Whether the second factor was given. */
  withCode: boolean;
  since: Date;
  /** When the tokens end; Amplify gets new ones before that. */
  until: Date;
}

/** Undefined if nobody is signed in. @throws Error without a connection, if the tokens have to be renewed */
export async function readSession({ claimName }: AppConfig): Promise<Session | undefined> {
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
 * Ends all sessions of the person, on all devices. Amplify's own `signOut({ global: true })` hides it when
 * that does not work, so the call is made here.
 * @throws Error, named as Amplify does, if it did not work; the person then stays signed in
 */
export async function signOutEverywhere({ region, userPoolEndpoint }: AppConfig): Promise<void> {
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
