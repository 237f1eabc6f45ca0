import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { unsealFor } from '../challenge/seal';
import { requiredEnv } from '../runtime/environment';
import { MAILER_CLIENT_OPTIONS } from './mailer-client-options';
import type { SealedCode } from './read-mailing';
import { UnmailableError } from './send-errors';

/** More than one while the sealing key is being rotated. */
const keyIds = requiredEnv('SEALING_KEY_IDS').split(',');
const client = new KMSClient(MAILER_CLIENT_OPTIONS);

/**
 * Decrypts the code of a challenge with KMS.
 * @throws UnmailableError if the record names a key that is not ours, or if the code was sealed for another
 *   challenge; KMS's error otherwise
 */
export async function unsealCode(
  { keyId, ciphertext }: SealedCode,
  challengeId: string,
  abortSignal: AbortSignal,
): Promise<string> {
  if (!keyIds.includes(keyId)) throw new UnmailableError('Sealed to a key that is not ours');
  const { Plaintext } = await client.send(
    new DecryptCommand({
      KeyId: keyId,
      CiphertextBlob: ciphertext,
      EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    }),
    { abortSignal },
  );
  const code = Plaintext && unsealFor(Plaintext, challengeId);
  if (!code) throw new UnmailableError('The sealed code belongs to another challenge');
  return code;
}
