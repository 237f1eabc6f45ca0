import { constants, createHmac, publicEncrypt, type KeyObject } from 'node:crypto';

/**
 * Seals a code for the mailer: RSA-OAEP with SHA-256 to the public half of the sealing key. The challenge
 * id is sealed in, so that a sealed code does not open in another record.
 */
export function sealCode(publicKey: KeyObject, challengeId: string, code: string): Uint8Array {
  return publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from(`${challengeId}:${code}`),
  );
}

/**
 * The code inside decrypted `plaintext`.
 * @returns undefined if it was sealed for another challenge
 */
export function unsealFor(plaintext: Uint8Array, challengeId: string): string | undefined {
  const [id, code] = Buffer.from(plaintext).toString().split(':');
  return id === challengeId ? code : undefined;
}

/**
 * HMAC-SHA-256 over challenge id and code. The table holds the MAC, only Cognito's session the key, so
 * somebody who reads the table cannot try codes against it.
 * @param key 32 bytes, base64url
 */
export function macCode(key: string, challengeId: string, code: string): Uint8Array {
  return createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(`${challengeId}:${code}`)
    .digest();
}
