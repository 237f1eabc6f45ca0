import { createPublicKey, type KeyObject } from 'node:crypto';

/**
 * @param text SubjectPublicKeyInfo in DER, base64, as KMS has it
 * @throws Error if it is no RSA key
 */
export function parsePublicKey(text: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'rsa') throw new Error('The sealing key must be an RSA key');
  return key;
}
