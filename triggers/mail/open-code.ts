import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { openSealed } from '../challenge/seal';
import { CLIENT_OPTIONS } from '../aws/client-options';
import { requiredEnv } from '../environment';

const KeyId = requiredEnv('SEALING_KEY_ID');
const client = new KMSClient(CLIENT_OPTIONS);

/**
 * Unseals the code of a challenge.
 * @returns undefined if what is sealed there belongs to another challenge
 */
export async function openCode(
  sealedCode: Uint8Array,
  challengeId: string,
): Promise<string | undefined> {
  const { Plaintext } = await client.send(
    new DecryptCommand({
      KeyId,
      CiphertextBlob: sealedCode,
      EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    }),
  );
  return Plaintext && openSealed(Plaintext, challengeId);
}
