import { randomBytes, randomUUID } from 'node:crypto';

import { rotatesRefreshTokens, type AppClient } from './app-client';
import { CognitoError, NotAuthorizedError } from './errors';
import { subOf, type User, type UserPool } from './user-pool';

/** One sign-in: what its refresh tokens stand for, and what revoking it ends. */
export interface Grant {
  readonly originJti: string;
  readonly userPoolId: string;
  readonly username: string;
  readonly sub: string;
  readonly clientId: string;
  /** Epoch seconds. */
  readonly authTime: number;
  /** Epoch seconds; a rotated refresh token lives no longer than the first one. */
  readonly expiresAt: number;
}

interface RefreshToken {
  grant: Grant;
  /** Epoch milliseconds until which a token that was rotated out still works. */
  goodUntil?: number;
}

/** Sign-ins that are not revoked, with their refresh tokens. */
export class Grants {
  private readonly grants = new Map<string, Grant>();
  private readonly tokens = new Map<string, RefreshToken>();

  /** @param now epoch milliseconds */
  constructor(private readonly now: () => number) {}

  /** @param lifetime of the refresh token, in seconds */
  make(pool: UserPool, client: AppClient, user: User, lifetime: number): Grant {
    const seconds = Math.floor(this.now() / 1000);
    return {
      originJti: randomUUID(),
      userPoolId: pool.options.Id,
      username: user.Username,
      sub: subOf(user),
      clientId: client.ClientId,
      authTime: seconds,
      expiresAt: seconds + lifetime,
    };
  }

  /** Makes a grant valid. @returns its first refresh token */
  add(grant: Grant): string {
    this.grants.set(grant.originJti, grant);
    return this.newToken(grant);
  }

  find(originJti: string): Grant | undefined {
    return this.grants.get(originJti);
  }

  /** @returns the username that a refresh token is for */
  usernameOf(refreshToken: string): string | undefined {
    return this.tokens.get(refreshToken)?.grant.username;
  }

  /**
   * @throws NotAuthorizedException if the token is revoked, expired, or another client's;
   *   RefreshTokenReuseException if it was rotated out. Then the whole sign-in ends: that Cognito does so too is
   *   not sure.
   */
  ofRefreshToken(refreshToken: unknown, { ClientId }: AppClient): Grant {
    const token = this.tokens.get(String(refreshToken));
    if (token?.grant.clientId !== ClientId || !this.find(token.grant.originJti)) {
      throw new NotAuthorizedError('Invalid Refresh Token');
    }
    if (token.grant.expiresAt * 1000 <= this.now()) {
      throw new NotAuthorizedError('Refresh Token has expired');
    }
    if (token.goodUntil !== undefined && token.goodUntil <= this.now()) {
      this.revoke(token.grant);
      throw new CognitoError(
        'RefreshTokenReuseException',
        'Refresh token has been invalidated by rotation',
      );
    }
    return token.grant;
  }

  /** Rotates a refresh token out. @returns the next one; undefined if the client does not rotate */
  rotate(refreshToken: string, client: AppClient): string | undefined {
    const token = this.tokens.get(refreshToken);
    if (!token || !rotatesRefreshTokens(client)) return undefined;
    const grace = client.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0;
    token.goodUntil ??= this.now() + grace * 1000;
    return this.newToken(token.grant);
  }

  /** Ends the sign-in of a refresh token; an unknown one changes nothing. */
  revokeToken(refreshToken: string, { ClientId }: AppClient): void {
    const token = this.tokens.get(refreshToken);
    if (token?.grant.clientId === ClientId) this.revoke(token.grant);
  }

  revokeAll(user: User): void {
    for (const grant of this.grants.values()) if (grant.sub === subOf(user)) this.revoke(grant);
  }

  private revoke(grant: Grant): void {
    this.grants.delete(grant.originJti);
    for (const [text, token] of this.tokens) if (token.grant === grant) this.tokens.delete(text);
  }

  private newToken(grant: Grant): string {
    const text = randomBytes(512).toString('base64url');
    this.tokens.set(text, { grant });
    return text;
  }
}
