import { randomBytes, randomUUID } from 'node:crypto';
import type { Browser } from '../limits/browsers';
import type { BrowserKeyParameters } from '../public-parameters';
import type { ClientDetails } from './client-details';

/**
 * What a sign-in remembers of the question for a browser's key. As with a code, it exists in Cognito's session
 * only. The public key is compared with the stored one again when the proof is accepted.
 */
export interface BrowserChallenge {
  challenge: 'BROWSER_KEY';
  id: string;
  nonce: string;
  keyId: string;
  /** base64url. */
  publicKey: string;
  /** When the code was entered that the browser was remembered with, epoch milliseconds. */
  codeAt: number;
  /** Epoch milliseconds. */
  createdAt: number;
  expiresAt: number;
  client: ClientDetails;
}

/** @param lifetime milliseconds in which the nonce can be proved */
export const askForKey = (
  keyId: string,
  browser: Browser,
  { client, now, lifetime }: { client: ClientDetails; now: number; lifetime: number },
): BrowserChallenge => ({
  challenge: 'BROWSER_KEY',
  id: randomUUID(),
  nonce: randomBytes(32).toString('base64url'),
  keyId,
  publicKey: Buffer.from(browser.publicKey).toString('base64url'),
  codeAt: browser.createdAt,
  createdAt: now,
  expiresAt: now + lifetime,
  client,
});

/** What the client needs for its proof. */
export const keyParameters = (
  { challenge, nonce, id }: BrowserChallenge,
  sub: string,
): BrowserKeyParameters => ({ challenge, nonce, challengeId: id, user: sub });
