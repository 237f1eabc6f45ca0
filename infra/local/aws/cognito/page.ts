import { InvalidParameterError } from './errors';

interface Page<T> {
  items: T[];
  /** For the next page; undefined on the last. */
  token: string | undefined;
}

/**
 * One page of a list, in the order of the keys, so that a token stays good when items come or go.
 * @param most the largest and the usual number of items
 * @throws InvalidParameterException for a limit or a token that is not allowed
 */
export function pageOf<T>(
  items: T[],
  keyOf: (item: T) => string,
  { limit, token, most = 60 }: { limit: unknown; token: unknown; most?: number },
): Page<T> {
  const size = limit === undefined ? most : Number(limit);
  if (!Number.isInteger(size) || size < 0 || size > most) {
    throw new InvalidParameterError(
      `1 validation error detected: Value '${size}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to ${most}`,
    );
  }
  const after = readToken(token);
  const rest = items
    .filter((item) => keyOf(item) > after)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = rest.slice(0, size || most);
  const last = page.at(-1);
  return {
    items: page,
    token: last !== undefined && rest.length > page.length ? writeToken(keyOf(last)) : undefined,
  };
}

const writeToken = (key: string) => Buffer.from(key).toString('base64url');

/** @returns the key that the last page ended with; the empty one before the first page */
function readToken(token: unknown): string {
  if (token === undefined) return '';
  const key = Buffer.from(String(token), 'base64url').toString();
  if (!key || writeToken(key) !== token) {
    throw new InvalidParameterError('Invalid pagination token given');
  }
  return key;
}
