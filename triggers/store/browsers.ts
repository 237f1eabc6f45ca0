import { decideBrowsers, type Browser, type Browsers } from '../limits/browsers';
import { allOf, number, unchanged } from './clauses';
import type { Item } from './records';
import type { ConditionalUpdate } from './table';

/**
 * The browsers that a user need enter no code in: one record per user, which holds the public halves of
 * their keys. It is a record of its own so that roles can be given the right to it by its key: Create can
 * add no browser, and who may forget one can change no count. Expiry is checked here, not left to TTL.
 */

/** The remembered browsers in their record, those that expired as well. */
export function browsersIn(item: Item | undefined): Browsers {
  return Object.fromEntries(
    Object.entries(item?.browsers?.M ?? {}).map(([id, { M: entry = {} }]) => [
      id,
      browserIn(entry),
    ]),
  );
}

const browserIn = (entry: Item): Browser => ({
  publicKey: entry.publicKey?.B ?? new Uint8Array(),
  clientId: entry.clientId?.S ?? '',
  browserName: entry.browserName?.S,
  systemName: entry.systemName?.S,
  createdAt: Number(entry.createdAt?.N),
  lastUsedAt: Number(entry.lastUsedAt?.N),
  provedNonceOf: Number(entry.provedNonceOf?.N),
  expiresAt: Number(entry.expiresAt?.N),
});

const browserEntry = (browser: Browser) => ({
  M: {
    publicKey: { B: browser.publicKey },
    clientId: { S: browser.clientId },
    ...(browser.browserName && { browserName: { S: browser.browserName } }),
    ...(browser.systemName && { systemName: { S: browser.systemName } }),
    createdAt: number(browser.createdAt),
    lastUsedAt: number(browser.lastUsedAt),
    provedNonceOf: number(browser.provedNonceOf),
    expiresAt: number(browser.expiresAt),
  },
});

/** Those that have not expired. */
export const unexpired = (browsers: Browsers, now: number): Browsers =>
  Object.fromEntries(Object.entries(browsers).filter(([, { expiresAt }]) => expiresAt > now));

/**
 * Adds a browser, if the record is unchanged since it was seen: as undefined, if there was none. Two that are
 * remembered at the same moment therefore both count against the bound.
 */
export function addBrowser(
  sub: string,
  seen: Item | undefined,
  { id, ...browser }: Browser & { id: string },
): ConditionalUpdate {
  const browsers = decideBrowsers(browsersIn(seen), id, browser);
  const entries = Object.entries(browsers).map(([key, one]) => [key, browserEntry(one)] as const);
  const lastExpiry = Math.max(...Object.values(browsers).map(({ expiresAt }) => expiresAt));
  return {
    UpdateExpression: 'SET browsers = :browsers, userSub = :sub, expiresAt = :recordExpiry',
    ConditionExpression: unchanged('browsers', seen),
    ExpressionAttributeValues: {
      ':browsers': { M: Object.fromEntries(entries) },
      ':sub': { S: sub },
      ':recordExpiry': number(Math.ceil(lastExpiry / 1000)),
      ...(seen?.browsers && { ':seen_browsers': seen.browsers }),
    },
  };
}

/** The proof of a nonce with the key of a remembered browser. */
export interface ProvedKey {
  id: string;
  publicKey: Uint8Array;
  clientId: string;
  /** When the nonce was made, epoch milliseconds. */
  nonceAt: number;
  now: number;
}

/**
 * Notes that a browser was used, if it is still remembered, with the same key, for the same app client, and if
 * neither this nonce nor a later one was proved before. So one of two proofs of a nonce is accepted, and a
 * browser that was forgotten meanwhile proves nothing.
 */
export const useBrowser = (proved: ProvedKey): ConditionalUpdate => ({
  UpdateExpression: 'SET browsers.#id.lastUsedAt = :now, browsers.#id.provedNonceOf = :nonceAt',
  ConditionExpression: allOf(
    'browsers.#id.publicKey = :publicKey',
    'browsers.#id.clientId = :clientId',
    'browsers.#id.expiresAt > :now',
    'browsers.#id.provedNonceOf < :nonceAt',
  ),
  ExpressionAttributeNames: { '#id': proved.id },
  ExpressionAttributeValues: {
    ':publicKey': { B: proved.publicKey },
    ':clientId': { S: proved.clientId },
    ':nonceAt': number(proved.nonceAt),
    ':now': number(proved.now),
  },
});

/** Forgets one browser, if it is remembered and has not expired. */
export const removeBrowser = (id: string, now: number): ConditionalUpdate => ({
  UpdateExpression: 'REMOVE browsers.#id',
  ConditionExpression: 'browsers.#id.expiresAt > :now',
  ExpressionAttributeNames: { '#id': id },
  ExpressionAttributeValues: { ':now': number(now) },
});
