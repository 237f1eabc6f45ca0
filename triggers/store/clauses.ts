import type { Item } from './records';

/**
 * Conditions of the writes, each with its name and, where code has to explain a refusal, its twin in
 * JavaScript. Attribute names stand as they are; values are named.
 */

export const number = (value: number) => ({ N: `${value}` });

export const allOf = (...clauses: string[]): string => clauses.join(' AND ');

export const EXISTS = 'attribute_exists(pk)';

/** The code was not used, and no later code of the sign-in replaced it. */
export const UNUSED = 'attribute_not_exists(usedAt) AND attribute_not_exists(supersededAt)';
export const isUnused = (item: Item): boolean => !item.usedAt && !item.supersededAt;

/** Expiry is always checked here: DynamoDB may take two days to delete what expired. */
export const UNEXPIRED = 'expiresAt > :nowSeconds';
export const nowSeconds = (now: number) => ({ ':nowSeconds': number(now / 1000) });
export const isExpired = (item: Item, now: number): boolean =>
  Number(item.expiresAt?.N) <= now / 1000;

/** The failures that are stored, whatever their age, are fewer than lock a user. */
export const ROOM_TO_FAIL = '(attribute_not_exists(failures) OR size(failures) < :maxFailures)';

/** No code was created within the window that the limit counts. */
export const NO_CODE_IN_WINDOW = '(attribute_not_exists(lastCodeAt) OR lastCodeAt <= :windowStart)';

/** The codes that are stored, whatever their age, are fewer than the limit. */
export const ROOM_FOR_CODE = 'size(codeTimes) < :maxCodes';

export const COOLED_DOWN = 'lastCodeAt <= :cooledDown';

/** An attribute is what it was when the record was read, or is still missing. */
export const unchanged = (attribute: string, seen: Item | undefined): string =>
  seen?.[attribute] ? `${attribute} = :seen_${attribute}` : `attribute_not_exists(${attribute})`;

/** The app client is among those that the user record remembers, or there is room for one more. */
export const ROOM_FOR_CLIENT =
  '(attribute_not_exists(codeClients) OR size(codeClients) < :maxClients OR contains(codeClients, :clientId))';

/** Codes go to this address, and the pool was not seen to have another one. */
export const SAME_ADDRESS =
  '(attribute_not_exists(codeAddress) OR codeAddress = :address) AND attribute_not_exists(newAddress)';
