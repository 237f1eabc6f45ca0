import fc from 'fast-check';
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  isKeyId,
  keyIdOf,
  provesKey,
  readPublicKey,
} from '../../../triggers/challenge/browser-key';
import { browserProofText } from '../../../triggers/public-parameters';
import { newBrowserKey, rawPoint } from '../../support/browser-keys';

const key = newBrowserKey();
const proof = {
  userPoolId: 'eu-central-1_AbCdEfGhI',
  clientId: '3n4b5urk1ft4fl3mg5e62d9ado',
  user: 'eaebcddd-0d1c-4a39-9b0e-6a0a4b1c5a55',
  challengeId: '49db6405-3e7b-4c36-a3d5-29a5ad2f7c11',
  nonce: Buffer.alloc(32, 7).toString('base64url'),
};
const right = Buffer.from(key.prove(proof), 'base64url');

test('a public key of P-256 is read, and its id is its hash', () => {
  expect(readPublicKey(key.publicKey)).toEqual({ id: key.id, raw: key.raw });
  expect(keyIdOf(key.raw)).toBe(key.id);
  expect(isKeyId(key.id)).toBe(true);
});

test('points off the curve are refused, whatever their coordinates', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (coordinates) => {
      const raw = Buffer.concat([Buffer.from([4]), coordinates]);
      expect(readPublicKey(raw.toString('base64url'))).toBeUndefined();
    }),
  );
});

test('one changed byte of a key makes it another key or none', () => {
  fc.assert(
    fc.property(fc.nat(64), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const raw = Buffer.from(key.raw);
      raw[at] = (raw[at] ?? 0) ^ change;
      const read = readPublicKey(raw.toString('base64url'));
      expect(read?.id).not.toBe(key.id);
      expect(provesKey(raw, proof, right.toString('base64url'))).toBe(false);
    }),
  );
});

const compressed = Buffer.concat([Buffer.from([2]), key.raw.subarray(1, 33)]);
const zeros = Buffer.concat([Buffer.from([4]), Buffer.alloc(64)]);
const otherCurve = (namedCurve: string) =>
  rawPoint(generateKeyPairSync('ec', { namedCurve }).publicKey);
test.each([
  ['compressed', compressed.toString('base64url')],
  ['without its first byte', key.raw.subarray(1).toString('base64url')],
  ['at infinity', zeros.toString('base64url')],
  ['of secp256k1', otherCurve('secp256k1').toString('base64url')],
  ['of P-384', otherCurve('P-384').toString('base64url')],
  ['with padding', `${key.publicKey}=`],
  ['in hex', key.raw.toString('hex')],
  ['as JSON', JSON.stringify({ kty: 'EC' })],
  ['too long', `${key.publicKey}A`],
  ['as an object', { toString: () => key.publicKey }],
  ['missing', undefined],
])('a key %s is refused', (_, value) => {
  expect(readPublicKey(value)).toBeUndefined();
});

test('only text in its one form is read: bits that no byte holds must be zero', () => {
  const last = key.publicKey.slice(-1);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twin = `${key.publicKey.slice(0, -1)}${alphabet[alphabet.indexOf(last) + 1]}`;
  expect(Buffer.from(twin, 'base64url')).toEqual(key.raw);
  expect(readPublicKey(twin)).toBeUndefined();
});

test('ids of keys are 32 bytes in base64url', () => {
  for (const value of ['', 'x', `${key.id}A`, key.id.slice(1), `${key.id.slice(0, -1)}=`, 5]) {
    expect(isKeyId(value)).toBe(false);
  }
});

test('the right signature proves the key', () => {
  expect(provesKey(key.raw, proof, right.toString('base64url'))).toBe(true);
});

test('one changed byte of a signature proves nothing', () => {
  fc.assert(
    fc.property(fc.nat(63), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = Buffer.from(right);
      bytes[at] = (bytes[at] ?? 0) ^ change;
      expect(provesKey(key.raw, proof, bytes.toString('base64url'))).toBe(false);
    }),
  );
});

const ORDER = Buffer.from(
  'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  'hex',
);
const zero = Buffer.alloc(32);
const [r, s] = [right.subarray(0, 32), right.subarray(32)];
test.each([
  ['r and s of 0', [zero, zero]],
  ['r of 0', [zero, s]],
  ['s of 0', [r, zero]],
  ['r of the order of the curve', [ORDER, s]],
  ['s of the order of the curve', [r, ORDER]],
  ['r alone', [r]],
  ['a byte more', [right, Buffer.from([0])]],
])('a signature with %s proves nothing', (_, parts) => {
  expect(provesKey(key.raw, proof, Buffer.concat(parts).toString('base64url'))).toBe(false);
});

test('a signature of another kind proves nothing', () => {
  const text = Buffer.from(browserProofText(proof));
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const answers = [
    sign('sha256', text, key.privateKey).toString('base64url'),
    sign('sha384', text, { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
    sign('sha256', text, rsa).subarray(0, 64).toString('base64url'),
    right.toString('base64'),
    undefined,
    [right.toString('base64url')],
  ];
  for (const answer of answers) expect(provesKey(key.raw, proof, answer)).toBe(false);
});

test('what is signed names all that a proof is bound to, each on a line of its own', () => {
  expect(browserProofText(proof).split('\n')).toEqual([
    'email-mfa browser key v1',
    proof.userPoolId,
    proof.clientId,
    proof.user,
    proof.challengeId,
    proof.nonce,
  ]);
});
