import { createSign, randomBytes, randomUUID } from 'node:crypto';

import { JwtVerifier } from 'aws-jwt-verify';
import privateKey from 'cognito-local/lib/keys/cognitoLocal.private.json';
import publicKey from 'cognito-local/lib/keys/cognitoLocal.public.json';
import { NotAuthorizedError } from 'cognito-local/lib/errors';
import {
  attributesToRecord,
  type User,
  type UserPool,
} from 'cognito-local/lib/services/userPoolService';

import type { AppClient } from './app-client';
import type { ClaimOverrides, TokenSource, Triggers } from './pool-triggers';

export const JWKS = { keys: [publicKey.jwk] };

const SCOPE = 'aws.cognito.signin.user.admin';

/** Claims that stay Cognito's whatever the trigger says. */
const RESERVED = new Set(
  'acr amr at_hash aud auth_time azp client_id device_key event_id exp iat identities iss jti nbf nonce origin_jti scope sub token_use username version'.split(
    ' ',
  ),
);

const isReserved = (claim: string) =>
  RESERVED.has(claim) || claim.startsWith('cognito:') || claim.startsWith('dev:');

type Claims = Record<string, unknown>;

function applyOverrides(claims: Claims, overrides: ClaimOverrides): Claims {
  const added = Object.entries(overrides.claimsToAddOrOverride ?? {});
  const suppressed = (overrides.claimsToSuppress ?? []).filter(
    (claim) => claim === 'cognito:groups' || !isReserved(claim),
  );
  const merged = { ...claims, ...Object.fromEntries(added.filter(([name]) => !isReserved(name))) };
  return Object.fromEntries(Object.entries(merged).filter(([name]) => !suppressed.includes(name)));
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function sign(claims: Claims): string {
  const content = `${base64url({ kid: publicKey.jwk.kid, alg: 'RS256' })}.${base64url(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(privateKey.pem, 'base64url')}`;
}

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86400 };

type TokenKind = 'AccessToken' | 'IdToken' | 'RefreshToken';

/** Seconds that tokens of a client live; Cognito's defaults are an hour and 30 days. */
function lifeOf(client: AppClient, kind: TokenKind): number {
  const refresh = kind === 'RefreshToken';
  const unit = client.TokenValidityUnits?.[kind] ?? (refresh ? 'days' : 'hours');
  return (client[`${kind}Validity`] ?? (refresh ? 30 : 1)) * (SECONDS[unit] ?? 1);
}

/** One sign-in: what its refresh token stands for, and what revoking it ends. */
export interface Grant {
  readonly originJti: string;
  readonly refreshToken: string;
  readonly userId: string;
  readonly clientId: string;
  /** Epoch seconds. */
  readonly authTime: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

export interface TokenRequest {
  pool: UserPool;
  client: AppClient;
  user: User;
  groups: readonly string[];
  source: TokenSource;
  clientMetadata: Record<string, string> | undefined;
}

/** Issues, refreshes, checks and revokes tokens. */
export class Tokens {
  private readonly grants = new Map<string, Grant>();

  constructor(
    private readonly endpoint: string,
    private readonly triggers: Triggers,
    private readonly now: () => number,
  ) {}

  /** New tokens after a sign-in; nothing is granted if the PreTokenGeneration trigger refuses. */
  async issue(request: TokenRequest) {
    const seconds = this.seconds();
    const grant: Grant = {
      originJti: randomUUID(),
      refreshToken: randomBytes(512).toString('base64url'),
      userId: request.user.Username,
      clientId: request.client.ClientId,
      authTime: seconds,
      expiresAt: seconds + lifeOf(request.client, 'RefreshToken'),
    };
    const tokens = await this.mint(request, grant);
    this.grants.set(grant.originJti, grant);
    return { ...tokens, RefreshToken: grant.refreshToken };
  }

  refresh(request: TokenRequest, grant: Grant) {
    return this.mint(request, grant);
  }

  /** @throws NotAuthorizedException if the token was revoked, has expired, or is another client's. */
  grantOf(refreshToken: unknown, clientId: string): Grant {
    const grant = [...this.grants.values()].find((entry) => entry.refreshToken === refreshToken);
    if (!grant || grant.clientId !== clientId) {
      throw new NotAuthorizedError('Invalid Refresh Token');
    }
    if (grant.expiresAt <= this.seconds()) {
      throw new NotAuthorizedError('Refresh Token has expired');
    }
    return grant;
  }

  revoke(grant: Grant): void {
    this.grants.delete(grant.originJti);
  }

  revokeAll(userId: string): void {
    for (const grant of this.grants.values()) if (grant.userId === userId) this.revoke(grant);
  }

  /**
   * @returns the claims of a valid access token.
   * @throws NotAuthorizedException if it is forged, expired, revoked, or not an access token.
   */
  verifyAccessToken(accessToken: string, userPoolId: string): { userId: string; clientId: string } {
    const verifier = JwtVerifier.create({ issuer: this.issuer(userPoolId), audience: null });
    verifier.cacheJwks(JWKS as Parameters<typeof verifier.cacheJwks>[0]);
    let claims: Claims;
    try {
      claims = verifier.verifySync(accessToken);
    } catch (error) {
      const expired = error instanceof Error && error.name === 'JwtExpiredError';
      throw new NotAuthorizedError(
        expired ? 'Access Token has expired' : 'Could not verify signature for Access Token',
      );
    }
    if (claims['token_use'] !== 'access') throw new NotAuthorizedError('Invalid Access Token');
    const grant = this.grants.get(String(claims['origin_jti']));
    if (!grant) throw new NotAuthorizedError('Access Token has been revoked');
    return { userId: grant.userId, clientId: grant.clientId };
  }

  private async mint(request: TokenRequest, grant: Grant) {
    const { pool, client, user } = request;
    const overrides = await this.triggers.preTokenGeneration(
      { ...request, userName: user.Username },
      request.source,
      request.groups,
      [SCOPE],
    );
    const groups = overrides.groups ?? request.groups;
    const iat = this.seconds();
    const attributes = attributesToRecord(user.Attributes);
    const common = {
      sub: attributes['sub'],
      ...(groups.length > 0 && { 'cognito:groups': groups }),
      iss: this.issuer(pool.Id),
      origin_jti: grant.originJti,
      event_id: randomUUID(),
      auth_time: grant.authTime,
      iat,
    };
    const idToken = applyOverrides(
      {
        ...attributes,
        ...common,
        email_verified: attributes['email_verified'] === 'true',
        'cognito:username': user.Username,
        aud: client.ClientId,
        token_use: 'id',
        exp: iat + lifeOf(client, 'IdToken'),
        jti: randomUUID(),
      },
      overrides.idToken,
    );
    const { scopesToAdd, scopesToSuppress } = overrides.accessToken;
    const scopes = [SCOPE, ...(scopesToAdd ?? [])].filter((s) => !scopesToSuppress?.includes(s));
    const accessToken = applyOverrides(
      {
        ...common,
        client_id: client.ClientId,
        username: user.Username,
        scope: scopes.join(' '),
        token_use: 'access',
        exp: iat + lifeOf(client, 'AccessToken'),
        jti: randomUUID(),
      },
      overrides.accessToken,
    );
    return {
      AccessToken: sign(accessToken),
      IdToken: sign(idToken),
      ExpiresIn: lifeOf(client, 'AccessToken'),
      TokenType: 'Bearer',
    };
  }

  private issuer(userPoolId: string): string {
    return `${this.endpoint}/${userPoolId}`;
  }

  private seconds(): number {
    return Math.floor(this.now() / 1000);
  }
}
