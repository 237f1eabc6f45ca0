import { confirmSignIn, signIn, signOut } from 'aws-amplify/auth';
import { FRESH_METADATA, newBinding } from '../../triggers/public-parameters';

// Both sides of a step-up, as infra/constructs/README.md shows them to app teams.

/** For an API: whether a code was entered in the last so many seconds. Refreshed tokens do not say when. */
export function isFresh(claims: Record<string, unknown>, seconds: number): boolean {
  const enteredAt = Number(claims.email_mfa_code_at);
  return Date.now() / 1000 - enteredAt <= seconds;
}

/** For a page: does it, and if the API wants a fresh code, asks for password and code and does it again. */
export async function withFreshCode(
  request: () => Promise<Response>,
  askForPassword: () => Promise<{ username: string; password: string }>,
  askForCode: () => Promise<string>,
): Promise<Response> {
  const response = await request();
  if (response.status !== 403) return response;
  const credentials = await askForPassword();
  // Amplify signs nobody in over somebody who is signed in. What the page is doing stays as it is.
  await signOut();
  const options = { authFlowType: 'CUSTOM_WITH_SRP', clientMetadata: FRESH_METADATA } as const;
  await signIn({ ...credentials, options });
  const answer = { challengeResponse: await askForCode() };
  await confirmSignIn({ ...answer, options: { clientMetadata: newBinding() } });
  return request();
}
