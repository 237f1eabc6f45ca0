import { createDiffieHellman, createDiffieHellmanGroup, createHash } from 'node:crypto';

/** Cognito's group: the 3072-bit one of RFC 3526, with 2 as its generator. */
const PRIME = createDiffieHellmanGroup('modp15').getPrime();
export const N = toNumber(PRIME);
export const G = 2n;
const diffieHellman = createDiffieHellman(PRIME, 2);

/** `base ** exponent % N` by OpenSSL: a Diffie-Hellman secret is just that. */
export function power(base: bigint, exponent: bigint): bigint {
  diffieHellman.setPrivateKey(toBytes(exponent));
  return toNumber(diffieHellman.computeSecret(toBytes(base)));
}

export function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function toBytes(number: bigint): Buffer {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
}

/** Bytes as Cognito's clients hash them: never with the highest bit set, as of a positive number. */
export function padded(number: bigint): Buffer {
  const bytes = toBytes(number);
  return bytes.readUInt8(0) > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

export const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const K = toNumber(sha256(padded(N), padded(G)));
