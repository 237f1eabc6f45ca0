/** A user pool as Cognito describes it, including fields that the SDK does not know yet. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object in a field; an empty object if there is none. */
export function objectIn(holder: JsonObject, field: string): JsonObject {
  const value = holder[field];
  return isObject(value) ? value : {};
}

/** The text in a field; undefined if missing or empty, which is the same to Cognito. */
export function textIn(holder: JsonObject, field: string): string | undefined {
  const value = holder[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts in a list field. */
export function textsIn(holder: JsonObject, field: string): string[] {
  const value = holder[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export const without = (holder: JsonObject, fields: string[]): JsonObject =>
  Object.fromEntries(Object.entries(holder).filter(([field]) => !fields.includes(field)));
