/**
 * For calls to KMS and SES. The SDK makes one attempt each: the mailer tries again itself, because it first
 * checks that the code is still wanted, and it counts every try.
 */
export const MAILER_CLIENT_OPTIONS = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};
