/**
 * For the mailer's calls to KMS and SES. One attempt each: the mailer itself tries again, after it has
 * looked whether the code is still wanted, and counts every try.
 */
export const MAILER_CLIENT_OPTIONS = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};
