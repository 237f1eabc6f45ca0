import { requiredEnv } from '../runtime/environment';
import { parsePublicKey } from './public-key';

/**
 * The key that codes are sealed with. Id and public half come from one environment, which Lambda changes as a
 * whole, so they belong together in every state of a deployment.
 */
export const sealingKey = {
  /** KMS's id. Never an alias, which may come to mean another key while this runs. */
  id: requiredEnv('SEALING_KEY_ID'),
  publicKey: parsePublicKey(requiredEnv('SEALING_PUBLIC_KEY')),
};
