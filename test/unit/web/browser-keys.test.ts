import { createHash, createPublicKey, verify } from 'node:crypto';
import { type BrowserKeyParameters, NO_BROWSER_KEY } from '../../../triggers/public-parameters';
import { type BrowserKey, BrowserKeys, type KeyStore } from '../../../web/src/client/browserKeys';

const POOL = { userPoolId: 'eu-central-1_pool', userPoolClientId: 'client' };
const CHALLENGE: BrowserKeyParameters = {
  challenge: 'BROWSER_KEY',
  user: 'sub',
  challengeId: 'challenge',
  nonce: 'nonce',
};

function storeOf(kept = new Map<string, BrowserKey>()): KeyStore {
  return {
    get: async (name) => kept.get(name),
    put: async (name, key) => void kept.set(name, key),
    delete: async (name) => void kept.delete(name),
  };
}
const broken: KeyStore = {
  get: () => Promise.reject(new DOMException('No storage', 'SecurityError')),
  put: () => Promise.reject(new DOMException('No storage', 'SecurityError')),
  delete: () => Promise.reject(new DOMException('No storage', 'SecurityError')),
};
const never = () => new Promise<never>(() => {});
const hanging: KeyStore = { get: never, put: never, delete: never };

/** Milliseconds: long enough for a busy machine. */
const PATIENCE = 20_000;
const keysIn = (store: KeyStore, pool = POOL, patience = PATIENCE) =>
  new BrowserKeys(store, () => pool, patience);

async function made(keys: BrowserKeys): Promise<BrowserKey> {
  const key = await keys.make();
  if (!key) throw new Error('No key');
  return key;
}

test('a key is named after its public half, and its private half cannot be copied', async () => {
  const key = await made(keysIn(storeOf()));
  const point = Buffer.from(key.publicKey, 'base64url');
  expect([point.length, point[0], key.publicKey.length]).toEqual([65, 4, 87]);
  expect(key.id).toBe(createHash('sha256').update(point).digest('base64url'));
  expect(key.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('pkcs8', key.privateKey)).rejects.toThrow();
});

test('a kept key proves the browser for one challenge', async () => {
  const keys = keysIn(storeOf());
  const key = await made(keys);
  await keys.keep('jane@example.com', key);
  expect(await keys.find('jane@example.com')).toEqual(key);

  const signature = Buffer.from(await keys.prove('jane@example.com', CHALLENGE), 'base64url');
  const point = Buffer.from(key.publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString('base64url'),
  );
  const publicKey = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', ...(x && { x }), ...(y && { y }) },
    format: 'jwk',
  });
  const proves = (text: string) =>
    verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
  expect(signature).toHaveLength(64);
  expect(proves('email-mfa browser key v1\neu-central-1_pool\nclient\nsub\nchallenge\nnonce')).toBe(
    true,
  );
  expect(proves('email-mfa browser key v1\neu-central-1_pool\nclient\nsub\nchallenge\nother')).toBe(
    false,
  );
});

test('every key is new: a forgotten one never comes back', async () => {
  const keys = keysIn(storeOf());
  expect((await made(keys)).id).not.toBe((await made(keys)).id);
});

test('keys belong to one user, app client and pool', async () => {
  const store = storeOf();
  const keys = keysIn(store);
  await keys.keep('Jane@Example.com ', await made(keys));
  expect(await keys.find('jane@example.com')).toBeDefined();
  expect(await keys.find('joe@example.com')).toBeUndefined();
  const others = [
    keysIn(store, { ...POOL, userPoolClientId: 'other' }),
    keysIn(store, { ...POOL, userPoolId: 'eu-central-1_other' }),
  ];
  for (const other of others) expect(await other.find('jane@example.com')).toBeUndefined();
});

test('a forgotten key is gone', async () => {
  const keys = keysIn(storeOf());
  await keys.keep('jane@example.com', await made(keys));
  await keys.forget('jane@example.com');
  expect(await keys.find('jane@example.com')).toBeUndefined();
  expect(await keys.prove('jane@example.com', CHALLENGE)).toBe(NO_BROWSER_KEY);
});

test.each([
  ['blocked', broken],
  ['slow', hanging],
])('where storage is %s there is no key, no offer and no error', async (_, store) => {
  const keys = keysIn(store, POOL, 50);
  expect(await keys.available()).toBe(false);
  expect(await keys.find('jane@example.com')).toBeUndefined();
  expect(await keys.prove('jane@example.com', CHALLENGE)).toBe(NO_BROWSER_KEY);
  await keys.keep('jane@example.com', await made(keysIn(store)));
  await keys.forget('jane@example.com');
});

test('without WebCrypto, as on an insecure origin, there is none either', async () => {
  const keys = keysIn(storeOf());
  expect(await keys.available()).toBe(true);
  const spy = jest.spyOn(globalThis.crypto, 'subtle', 'get');
  spy.mockReturnValue(undefined as never);
  try {
    expect(await keys.available()).toBe(false);
    expect(await keys.make()).toBeUndefined();
  } finally {
    spy.mockRestore();
  }
});
