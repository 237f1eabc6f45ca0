import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { BROWSER_KEY, browserProofText, type BrowserProof } from '../public-parameters';

/** Keys of remembered browsers: ECDSA on P-256, and nothing else. All text is base64url in its one form. */

/** The public half of a key, as it is stored. */
export interface PublicKey {
  /** SHA-256 of `raw`, base64url. */
  id: string;
  /** 65 bytes: 04, x, y. */
  raw: Uint8Array;
}

export const keyIdOf = (raw: Uint8Array): string =>
  createHash('sha256').update(raw).digest('base64url');

/** Whether something can be the id of a key. It decides nothing: it saves a look into the table. */
export const isKeyId = (value: unknown): value is string =>
  decode(value, BROWSER_KEY.keyIdPattern) !== undefined;

/** The public key that a client sent. @returns undefined if it is not a point of P-256, uncompressed */
export function readPublicKey(value: unknown): PublicKey | undefined {
  const raw = decode(value, BROWSER_KEY.publicKeyPattern);
  return raw && keyObject(raw) ? { id: keyIdOf(raw), raw } : undefined;
}

/**
 * Whether an answer is the signature of a proof with the private half of a key. The kind of key, curve and hash
 * are fixed here; nothing that a client sends chooses them.
 */
export function provesKey(raw: Uint8Array, proof: BrowserProof, answer: unknown): boolean {
  const signature = decode(answer, BROWSER_KEY.signaturePattern);
  const key = keyObject(raw);
  if (!signature || !key || hasZero(signature)) return false;
  const text = Buffer.from(browserProofText(proof));
  return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** r or s of 0 proves nothing. OpenSSL refuses it too; an implementation that forgot to was in the news once. */
const hasZero = (signature: Buffer) =>
  [signature.subarray(0, 32), signature.subarray(32)].some((half) =>
    half.every((byte) => byte === 0),
  );

const UNCOMPRESSED = 0x04;

/** @returns undefined if the point is not on the curve */
function keyObject(raw: Uint8Array): KeyObject | undefined {
  if (raw.length !== 65 || raw[0] !== UNCOMPRESSED) return undefined;
  const coordinate = (from: number) =>
    Buffer.from(raw.subarray(from, from + 32)).toString('base64url');
  const key = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) };
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** Text of another form could name the same bytes twice, so only what encodes back to itself is read. */
function decode(value: unknown, pattern: RegExp): Buffer | undefined {
  if (typeof value !== 'string' || !pattern.test(value)) return undefined;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.toString('base64url') === value ? bytes : undefined;
}
