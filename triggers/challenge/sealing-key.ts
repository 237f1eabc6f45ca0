import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { CLIENT_OPTIONS } from '../runtime/client-options';
import { requiredEnv } from '../runtime/environment';

/** KMS's id of the sealing key. Never an alias, which may come to mean another key while this runs. */
export const sealingKeyId = requiredEnv('SEALING_KEY_ID');
const client = new KMSClient(CLIENT_OPTIONS);
let fetched: Promise<KeyObject> | undefined;

/** Public half of the sealing key, fetched once per cold start; a failed fetch is tried again next time. */
export function sealingPublicKey(): Promise<KeyObject> {
  fetched ??= fetchPublicKey().catch((error: unknown) => {
    fetched = undefined;
    throw error;
  });
  return fetched;
}

async function fetchPublicKey(): Promise<KeyObject> {
  const KeyId = sealingKeyId;
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
  if (!PublicKey) throw new Error('KMS returned no public key');
  return createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
}
