import { CognitoError, missingParameter } from './errors';

export type Strings = Record<string, string>;

/** A request body, not checked yet. */
export type Request = Record<string, unknown>;

/**
 * A map of strings from a request. A null counts as missing, as some clients send it.
 *
 * @throws SerializationException if a value is something else, as Cognito's own parser does
 */
export function stringMap(request: Request, field: string): Strings {
  const value = request[field] ?? {};
  const isMap = typeof value === 'object' && !Array.isArray(value);
  const entries = isMap ? Object.entries(value).filter(([, entry]) => entry !== null) : [];
  if (!isMap || entries.some(([, entry]) => typeof entry !== 'string')) {
    throw new CognitoError('SerializationException', `${field} must be a map of strings`);
  }
  return Object.fromEntries(entries) as Strings;
}

/** @throws InvalidParameterException if it is missing or empty */
export function required(parameters: Strings, name: string): string {
  const value = parameters[name];
  if (!value) throw missingParameter(name);
  return value;
}

/** @throws InvalidParameterException if it is missing or empty */
export function requiredText(request: Request, name: string): string {
  const value = request[name];
  if (typeof value !== 'string' || !value) throw missingParameter(name);
  return value;
}

/** What the triggers see of the client's metadata; undefined if there is none. */
export function clientMetadata(request: Request): Strings | undefined {
  return request['ClientMetadata'] ? stringMap(request, 'ClientMetadata') : undefined;
}

/** Name and value pairs as a map, as triggers get ValidationData. */
export function namedValues(value: unknown): Strings {
  const pairs = Array.isArray(value) ? (value as { Name: string; Value?: string }[]) : [];
  return Object.fromEntries(pairs.map(({ Name, Value = '' }) => [Name, Value]));
}
