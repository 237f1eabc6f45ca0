/** How many browsers a user may have remembered. Pure. */

/** A remembered browser. Times are epoch milliseconds. */
export interface Browser {
  /** Raw public half of its key: 65 bytes, 04, x, y. */
  publicKey: Uint8Array;
  /** The app client that it was remembered through, and is good for. */
  clientId: string;
  /** Out of the fixed lists in public-parameters.ts; undefined if the client did not say. */
  browserName: string | undefined;
  systemName: string | undefined;
  /** When the code was entered that it was remembered with. */
  createdAt: number;
  lastUsedAt: number;
  /** When the nonce was made that it proved last; 0 before the first. */
  provedNonceOf: number;
  expiresAt: number;
}

/** By key id, the base64url SHA-256 of the public half. */
export type Browsers = Record<string, Browser>;

/** More are not remembered: the one that was not used for longest gives way. */
export const MAX_BROWSERS = 10;

/** The remembered browsers with a new one, which replaces one of the same key. Those that expired are dropped. */
export function decideBrowsers(seen: Browsers, id: string, browser: Browser): Browsers {
  const others = Object.entries(seen)
    .filter(([otherId, { expiresAt }]) => otherId !== id && expiresAt > browser.createdAt)
    .sort(([, one], [, other]) => other.lastUsedAt - one.lastUsedAt)
    .slice(0, MAX_BROWSERS - 1);
  return Object.fromEntries([...others, [id, browser]]);
}
