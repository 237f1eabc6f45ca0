import { JwtVerifier } from 'aws-jwt-verify';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';

/** `JwtConfiguration` of an authorizer. */
export interface JwtConfiguration {
  Issuer: string;
  Audience: string[];
}

/** As the function gets them: every value is text. */
export type Claims = Record<string, string>;

/** Its message is what the header `www-authenticate` says. */
export class InvalidTokenError extends Error {}

/**
 * Checks tokens as the JWT authorizers of an HTTP API do: signature, issuer, expiry, and that `aud`, or else
 * `client_id`, is one of the audience. It does not look at `token_use` and asks Cognito nothing, so a revoked token
 * passes until it expires.
 * @param cognito address of the local Cognito, which stands in for the issuer's host; read at the first request
 */
export function jwtAuthorizer({ Issuer, Audience }: JwtConfiguration, cognito: () => string) {
  let verify: ((token: string) => Promise<JwtPayload>) | undefined;

  return async (authorization = ''): Promise<Claims> => {
    verify ??= verifier(Issuer.replace(/^https:\/\/cognito-idp\.[^/]+/, cognito()));
    const claims = await verify(authorization.replace(/^Bearer /i, ''));
    const recipients = [claims.aud ?? claims['client_id']].flat().map(String);
    if (!recipients.some((recipient) => Audience.includes(recipient))) {
      throw new InvalidTokenError('the token does not have a valid audience');
    }
    return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, asText(value)]));
  };
}

function verifier(issuer: string) {
  const keys = fetch(`${issuer}/.well-known/jwks.json`).then((response) => response.json());
  const jwt = JwtVerifier.create({ issuer, audience: null });
  return async (token: string): Promise<JwtPayload> => {
    jwt.cacheJwks((await keys) as Parameters<typeof jwt.cacheJwks>[0]);
    try {
      return jwt.verifySync(token);
    } catch (error) {
      throw new InvalidTokenError((error as Error).message);
    }
  };
}

/** API Gateway writes a list as `[a b]`. */
const asText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
