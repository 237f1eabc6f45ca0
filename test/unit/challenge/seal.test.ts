import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { macCode, unsealFor, sealCode } from '../../../triggers/challenge/seal';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const decrypt = (sealed: Uint8Array) =>
  privateDecrypt(
    { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    sealed,
  );

test('what is sealed opens to the same code, for its own challenge', () => {
  expect(unsealFor(decrypt(sealCode(publicKey, 'one', '000042')), 'one')).toBe('000042');
});

test('a sealed code moved to another record does not open', () => {
  expect(unsealFor(decrypt(sealCode(publicKey, 'one', '000042')), 'two')).toBeUndefined();
});

test('table reader: the same code never seals to the same bytes', () => {
  const sealed = [1, 2].map(() =>
    Buffer.from(sealCode(publicKey, 'one', '000042')).toString('hex'),
  );
  expect(sealed[0]).not.toBe(sealed[1]);
});

test('the MAC depends on key, challenge and code', () => {
  const key = Buffer.alloc(32, 1).toString('base64url');
  const other = Buffer.alloc(32, 2).toString('base64url');
  const macs = [
    macCode(key, 'one', '000042'),
    macCode(other, 'one', '000042'),
    macCode(key, 'two', '000042'),
    macCode(key, 'one', '000043'),
  ].map((mac) => Buffer.from(mac).toString('hex'));
  expect(new Set(macs).size).toBe(4);
  expect(macs[0]).toHaveLength(64);
});
