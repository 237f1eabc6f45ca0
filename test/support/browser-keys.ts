import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { browserProofText, type BrowserProof } from '../../triggers/public-parameters';

/** The key of a browser, as a browser makes and uses it. */
export interface BrowserKeyPair {
  /** The key's id. */
  id: string;
  /** The public half, as it is sent. */
  publicKey: string;
  /** Its 65 bytes. */
  raw: Buffer;
  privateKey: KeyObject;
  prove(proof: BrowserProof): string;
}

export function newBrowserKey(): BrowserKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const raw = rawPoint(publicKey);
  return {
    id: createHash('sha256').update(raw).digest('base64url'),
    publicKey: raw.toString('base64url'),
    raw,
    privateKey,
    prove: (proof) => signText(privateKey, browserProofText(proof)),
  };
}

/** 04, x, y. */
export function rawPoint(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const coordinates = [x, y].map((text) => Buffer.from(text, 'base64url'));
  return Buffer.concat([Buffer.from([4]), ...coordinates]);
}

/** A signature as WebCrypto makes it. */
export const signText = (key: KeyObject, text: string): string =>
  sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
