import { CognitoError } from 'cognito-local/lib/errors';

import { missingParameter } from './errors';

export type Strings = Record<string, string>;

/** A request body, not yet looked at. */
export type Request = Record<string, unknown>;

/**
 * A map of strings from a request.
 *
 * @throws SerializationException if a value is something else, as Cognito's own parser does.
 */
export function stringMap(request: Request, field: string): Strings {
  const value = request[field] ?? {};
  const isMap = typeof value === 'object' && !Array.isArray(value);
  if (!isMap || Object.values(value).some((entry) => typeof entry !== 'string')) {
    throw new CognitoError('SerializationException', `${field} must be a map of strings`);
  }
  return value as Strings;
}

/** @throws InvalidParameterException if it is missing or empty. */
export function required(parameters: Strings, name: string): string {
  const value = parameters[name];
  if (!value) throw missingParameter(name);
  return value;
}

/** What the triggers get to see of the client's metadata: nothing if there is none. */
export function clientMetadata(request: Request): Strings | undefined {
  return request['ClientMetadata'] ? stringMap(request, 'ClientMetadata') : undefined;
}
