import { randomBytes } from 'node:crypto';

import type { AuthFlow } from './app-client';
import { NotAuthorizedError } from './errors';
import type { SrpExchange } from './srp';

/** A past round as Define and Create see it. */
export interface Round {
  challengeName: string;
  challengeResult: boolean;
  challengeMetadata: string | null;
}

export type Challenge =
  | { name: 'PASSWORD_VERIFIER'; srp: SrpExchange }
  | { name: 'CUSTOM_CHALLENGE'; privateParameters: Record<string, string>; metadata: string | null }
  | { name: 'NEW_PASSWORD_REQUIRED' }
  | { name: 'SELECT_CHALLENGE' };

/** A sign-in on its way; what Cognito seals into the Session string. */
export interface SignIn {
  readonly flow: AuthFlow;
  readonly clientId: string;
  readonly userPoolId: string;
  /** The user's id, or the made-up one of an unknown user. */
  readonly subjectId: string;
  /** As the client wrote it. */
  readonly username: string;
  /** The client's SRP ephemeral, if this sign-in began with one. */
  readonly srpA?: string;
  readonly rounds: readonly Round[];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface Pending {
  readonly signIn: SignIn;
  readonly challenge: Challenge;
}

const invalid = (why = '') => new NotAuthorizedError(`Invalid session for the user${why}.`);

/** How long an expired session is still told apart from one that never was. */
const REMEMBER = 15 * 60_000;

/** Session strings: opaque, single use, bound to client, pool and challenge, with an end. */
export class Sessions {
  private readonly entries = new Map<string, Pending>();

  constructor(
    private readonly now: () => number,
    private readonly reusable: boolean,
  ) {}

  /** @param token the session string; a fresh one by default. */
  open(pending: Pending, token = randomBytes(512).toString('base64url')): string {
    for (const [key, { signIn }] of this.entries) {
      if (signIn.expiresAt + REMEMBER < this.now()) this.entries.delete(key);
    }
    this.entries.set(token, pending);
    return token;
  }

  /**
   * Uses a session up. Nothing is awaited between the look and the removal, so of parallel answers
   * with one session only the first goes on.
   *
   * @throws NotAuthorizedException if it is unknown, used, expired or not for this client and challenge.
   */
  take(token: string, answer: { clientId: string; challengeName: unknown }): Pending {
    const entry = this.entries.get(token);
    if (!entry || entry.signIn.clientId !== answer.clientId) throw invalid();
    if (entry.signIn.expiresAt <= this.now()) throw invalid(', session is expired');
    if (!this.reusable) this.entries.delete(token);
    if (entry.challenge.name !== answer.challengeName) throw invalid();
    return entry;
  }
}
