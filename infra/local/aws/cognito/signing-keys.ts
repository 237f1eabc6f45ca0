import { createPublicKey, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A key that a pool signs tokens with. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

/** As Cognito has them: one key for ID tokens, another for access tokens. */
export interface SigningKeys {
  id: SigningKey;
  access: SigningKey;
}

export async function makeSigningKeys(): Promise<SigningKeys> {
  const [id, access] = await Promise.all([makeKey(), makeKey()]);
  return { id, access };
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { kid: randomBytes(32).toString('base64'), privateKey };
}

/** The public halves, as `/.well-known/jwks.json` shows them. */
export const jwksOf = ({ id, access }: SigningKeys) => ({
  keys: [id, access].map(({ kid, privateKey }) => ({
    alg: 'RS256',
    use: 'sig',
    kid,
    ...createPublicKey(privateKey).export({ format: 'jwk' }),
  })),
});

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token. */
export function signToken(claims: object, { kid, privateKey }: SigningKey): string {
  const content = `${base64url({ kid, alg: 'RS256' })}.${base64url(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
}
