import { JwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import type { StackFacts } from '../../infra/cli/stack-file';

/**
 * Verifies both tokens against the stack's JWKS, as an app team's API would.
 * @throws aws-jwt-verify's error if one does not hold
 */
export async function verifyTokens(
  stack: StackFacts,
  tokens: { idToken: string | undefined; accessToken: string | undefined },
): Promise<{ idToken: JwtPayload; accessToken: JwtPayload }> {
  const issuer = `${stack.endpoints.cognito}/${stack.userPoolId}`;
  const jwks = (await (await fetch(`${issuer}/.well-known/jwks.json`)).json()) as Jwks;
  const verify = async (token: string | undefined, use: 'id' | 'access') => {
    const audience = use === 'id' ? stack.clientId : null;
    const verifier = JwtVerifier.create({ issuer, audience });
    verifier.cacheJwks(jwks);
    const claims = await verifier.verify(token ?? '');
    if (claims.token_use !== use) throw new Error(`Not an ${use} token: ${claims.token_use}`);
    return claims;
  };
  return {
    idToken: await verify(tokens.idToken, 'id'),
    accessToken: await verify(tokens.accessToken, 'access'),
  };
}

/** What a token says, not verified. */
export const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from((token ?? '').split('.')[1] ?? '', 'base64url').toString());
