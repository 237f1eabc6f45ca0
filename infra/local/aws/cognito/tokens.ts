import { JwtVerifier } from 'aws-jwt-verify';
import { randomUUID } from 'node:crypto';

import { rotatesRefreshTokens, type AppClient } from './app-client';
import { isTrue, readable, toRecord } from './attributes';
import type { Strings } from './auth-request';
import { InvalidParameterError, NotAuthorizedError } from './errors';
import { Grants, type Grant } from './grants';
import type { Triggers } from './pool-triggers';
import type { ClaimOverrides, TokenSource } from './trigger-types';
import { jwksOf, signToken, type SigningKeys } from './signing-keys';
import { subOf, type Group, type User, type UserPool } from './user-pool';

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

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86400 };

type TokenKind = 'AccessToken' | 'IdToken' | 'RefreshToken';

/** Seconds that tokens of a client live; Cognito's defaults are an hour and 30 days. */
function lifeOf(client: AppClient, kind: TokenKind): number {
  const refresh = kind === 'RefreshToken';
  const unit = client.TokenValidityUnits?.[kind] ?? (refresh ? 'days' : 'hours');
  return (client[`${kind}Validity`] ?? (refresh ? 30 : 1)) * (SECONDS[unit] ?? 1);
}

export interface TokenRequest {
  pool: UserPool;
  client: AppClient;
  user: User;
  source: TokenSource;
  clientMetadata: Strings | undefined;
}

/** Flags of the ID token that are booleans, not text. */
const FLAGS = ['email_verified', 'phone_number_verified'];

/** Issues, refreshes, checks and revokes tokens. */
export class Tokens {
  private readonly grants: Grants;

  constructor(
    private readonly endpoint: string,
    private readonly triggers: Triggers,
    private readonly keys: SigningKeys,
    private readonly now: () => number,
  ) {
    this.grants = new Grants(now);
  }

  /** New tokens after a sign-in; nothing is granted if the PreTokenGeneration trigger refuses. */
  async issue(request: TokenRequest) {
    const { pool, client, user } = request;
    const grant = this.grants.make(pool, client, user, lifeOf(client, 'RefreshToken'));
    const tokens = await this.mint(request, grant);
    return { ...tokens, RefreshToken: this.grants.add(grant) };
  }

  /** @throws NotAuthorizedException or RefreshTokenReuseException */
  grantOf(refreshToken: unknown, client: AppClient): Grant {
    return this.grants.ofRefreshToken(refreshToken, client);
  }

  /**
   * @param rotates whether this call can give a new refresh token; InitiateAuth cannot
   * @throws InvalidParameterException if it cannot, and the client rotates
   */
  async refresh(request: TokenRequest, refreshToken: string, rotates: boolean) {
    const { client } = request;
    if (!rotates && rotatesRefreshTokens(client)) {
      throw new InvalidParameterError(
        'REFRESH_TOKEN_AUTH is not available with refresh token rotation: call GetTokensFromRefreshToken.',
      );
    }
    const tokens = await this.mint(request, this.grantOf(refreshToken, client));
    const next = this.grants.rotate(refreshToken, client);
    return { ...tokens, ...(next && { RefreshToken: next }) };
  }

  usernameOf(refreshToken: string): string | undefined {
    return this.grants.usernameOf(refreshToken);
  }

  revokeToken(refreshToken: string, client: AppClient): void {
    this.grants.revokeToken(refreshToken, client);
  }

  revokeAll(user: User): void {
    this.grants.revokeAll(user);
  }

  /** @throws NotAuthorizedException if it is forged, expired, revoked, or not an access token */
  verifyAccessToken(accessToken: string): Grant {
    const grant = this.grants.find(String(this.claimsOf(accessToken)['origin_jti']));
    if (!grant) throw new NotAuthorizedError('Access Token has been revoked');
    return grant;
  }

  private claimsOf(accessToken: string): Claims {
    const verifier = JwtVerifier.create({ issuer: issuerIn(accessToken), audience: null });
    verifier.cacheJwks(jwksOf(this.keys) as Parameters<typeof verifier.cacheJwks>[0]);
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
    return claims;
  }

  private async mint(request: TokenRequest, grant: Grant) {
    const { pool, client, user } = request;
    const memberOf = pool.groupsOf(user);
    const names = memberOf.map(({ GroupName }) => GroupName);
    const overrides = await this.triggers.preTokenGeneration(
      { ...request, pool: pool.options, userName: user.Username },
      request.source,
      names,
      [SCOPE],
    );
    const groups = overrides.groups ?? names;
    const iat = Math.floor(this.now() / 1000);
    const common = {
      sub: subOf(user),
      ...(groups.length > 0 && { 'cognito:groups': groups }),
      iss: `${this.endpoint}/${pool.options.Id}`,
      origin_jti: grant.originJti,
      event_id: randomUUID(),
      auth_time: grant.authTime,
      iat,
    };
    const idToken = applyOverrides(
      {
        ...attributeClaims(client, user),
        ...roleClaims(memberOf),
        ...common,
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
      AccessToken: signToken(accessToken, this.keys.access),
      IdToken: signToken(idToken, this.keys.id),
      ExpiresIn: lifeOf(client, 'AccessToken'),
      TokenType: 'Bearer',
    };
  }
}

function attributeClaims(client: AppClient, user: User): Claims {
  const attributes = toRecord(readable(client, user.Attributes));
  const flags = FLAGS.filter((name) => name in attributes);
  return {
    ...attributes,
    ...Object.fromEntries(flags.map((name) => [name, isTrue(attributes[name])])),
  };
}

/** The roles of the user's groups; that of the group with the lowest precedence is the preferred one. */
function roleClaims(groups: Group[]): Claims {
  const withRole = groups.filter(({ RoleArn }) => RoleArn);
  if (withRole.length === 0) return {};
  const order = ({ Precedence }: Group) => Precedence ?? Infinity;
  const sorted = [...withRole].sort((a, b) => order(a) - order(b));
  return {
    'cognito:roles': withRole.map(({ RoleArn }) => RoleArn),
    'cognito:preferred_role': sorted[0]?.RoleArn,
  };
}

/** The issuer that a token names; the signature is checked after that. */
function issuerIn(token: string): string {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    return String((JSON.parse(payload) as { iss?: unknown }).iss);
  } catch {
    throw new NotAuthorizedError('Invalid Access Token');
  }
}
