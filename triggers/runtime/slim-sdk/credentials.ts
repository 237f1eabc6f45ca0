import { requiredEnv } from '../environment';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles: Lambda hands a function its role's
 * credentials in the environment, so the code to look for them elsewhere (SSO, profiles, instance
 * metadata) would only cost bytes and time at every cold start.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: requiredEnv('AWS_ACCESS_KEY_ID'),
  secretAccessKey: requiredEnv('AWS_SECRET_ACCESS_KEY'),
  sessionToken: process.env.AWS_SESSION_TOKEN,
});
