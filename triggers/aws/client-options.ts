/**
 * For every AWS client on the sign-in path. Cognito gives a trigger 5 s: a call that hangs must end while
 * there is still time to refuse properly.
 */
export const CLIENT_OPTIONS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
};
