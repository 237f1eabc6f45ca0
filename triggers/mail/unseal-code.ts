import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { openSealed } from '../challenge/seal';
import { requiredEnv } from '../runtime/environment';
import { MAILER_CLIENT_OPTIONS } from './mailer-client-options';
import { UnmailableError } from './send-errors';
import type { Sealed } from './read-mailing';

/** While keys change, codes of two are on their way. */
const keyIds = requiredEnv('SEALING_KEY_IDS').split(',');
const client = new KMSClient(MAILER_CLIENT_OPTIONS);

/**
 * Unseals the code of a challenge.
 * @returns undefined if what is sealed there belongs to another challenge
 * @throws UnmailableError if the record names a key that is not ours; KMS's error, of which send-errors.ts
 *   tells whether to try again
 */
export async function openCode(
  { keyId, code }: Sealed,
  challengeId: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  if (!keyIds.includes(keyId)) throw new UnmailableError('Sealed to a key that is not ours');
  const { Plaintext } = await client.send(
    new DecryptCommand({
      KeyId: keyId,
      CiphertextBlob: code,
      EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    }),
    { abortSignal },
  );
  return Plaintext && openSealed(Plaintext, challengeId);
}
