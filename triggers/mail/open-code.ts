import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { openSealed } from '../challenge/seal';
import { requiredEnv } from '../environment';
import { MAILER_CLIENT_OPTIONS } from './client-options';

const KeyId = requiredEnv('SEALING_KEY_ID');
const client = new KMSClient(MAILER_CLIENT_OPTIONS);

/**
 * Unseals the code of a challenge.
 * @returns undefined if what is sealed there belongs to another challenge
 * @throws KMS's error; failures.ts tells whether to try again
 */
export async function openCode(
  sealedCode: Uint8Array,
  challengeId: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const { Plaintext } = await client.send(
    new DecryptCommand({
      KeyId,
      CiphertextBlob: sealedCode,
      EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    }),
    { abortSignal },
  );
  return Plaintext && openSealed(Plaintext, challengeId);
}
