/**
 * For every AWS client on the sign-in path. Cognito gives a trigger 5 s: one call that hangs ends while
 * there is still time to refuse in our own words; after two, Cognito refuses in its.
 */
export const CLIENT_OPTIONS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
};
