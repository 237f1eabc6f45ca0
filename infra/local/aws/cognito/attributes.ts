import { InvalidParameterError, NotAuthorizedError } from './errors';
import type { AppClient } from './app-client';
import type { PoolOptions, SchemaAttribute } from './user-pool';

export interface Attribute {
  Name: string;
  Value?: string;
}

export const toRecord = (attributes: Attribute[]): Record<string, string> =>
  Object.fromEntries(
    attributes.filter(({ Value }) => Value).map(({ Name, Value }) => [Name, String(Value)]),
  );

const fromRecord = (record: Record<string, string>): Attribute[] =>
  Object.entries(record)
    .map(([Name, Value]) => ({ Name, Value }))
    .sort((a, b) => a.Name.localeCompare(b.Name));

export const valueOf = (attributes: Attribute[], name: string): string | undefined =>
  attributes.find(({ Name }) => Name === name)?.Value;

/** Attributes with changes on top; an empty value removes its attribute. */
export const withChanges = (attributes: Attribute[], changes: Attribute[]): Attribute[] =>
  fromRecord(toRecord([...attributes.filter(({ Name }) => !has(changes, Name)), ...changes]));

export const without = (attributes: Attribute[], names: string[]): Attribute[] =>
  attributes.filter(({ Name }) => !names.includes(Name));

export const has = (attributes: Attribute[], name: string) =>
  attributes.some(({ Name }) => Name === name);

/** Whether a stored flag is set. Cognito's own may be spelt `True`. */
export const isTrue = (value: string | undefined) => value?.toLowerCase() === 'true';

/** A new address is not verified, unless the change says so itself. */
export const withVerification = (changes: Attribute[]): Attribute[] =>
  has(changes, 'email') && !has(changes, 'email_verified')
    ? [...changes, { Name: 'email_verified', Value: 'false' }]
    : changes;

/** Attributes that only Cognito and admins write. */
const PROTECTED = ['sub', 'email_verified', 'phone_number_verified'];

/** @throws NotAuthorizedException for attributes that the app client may not write */
export function assertWritable(client: AppClient, names: string[]): void {
  const writable = (name: string) =>
    !PROTECTED.includes(name) &&
    (!client.WriteAttributes?.length || client.WriteAttributes.includes(name));
  if (!names.every(writable)) {
    throw new NotAuthorizedError('A client attempted to write unauthorized attribute');
  }
}

/** The attributes that the app client may read; all if it names none. */
export const readable = (client: AppClient | undefined, attributes: Attribute[]): Attribute[] =>
  client?.ReadAttributes?.length
    ? attributes.filter(({ Name }) => Name === 'sub' || client.ReadAttributes?.includes(Name))
    : attributes;

/** @returns what is wrong with a value of a type other than text */
function wrongFormat(
  { AttributeDataType: type, NumberAttributeConstraints = {} }: SchemaAttribute,
  value: string,
): string | undefined {
  const { MinValue, MaxValue } = NumberAttributeConstraints;
  if (type === 'Boolean' && !/^(true|false)$/i.test(value)) return 'Value must be true or false';
  if (type === 'DateTime' && Number.isNaN(Date.parse(value))) return 'Value must be a date';
  if (type !== 'Number') return undefined;
  if (!/^-?\d+$/.test(value)) return 'Value must be a number';
  if (MinValue !== undefined && Number(value) < Number(MinValue)) {
    return `Number must be at least ${MinValue}`;
  }
  return MaxValue !== undefined && Number(value) > Number(MaxValue)
    ? `Number must be no greater than ${MaxValue}`
    : undefined;
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/;
export const isEmail = (text: string) => ADDRESS.test(text);

/**
 * Checks names and formats against the pool's schema.
 * @param creating whether required attributes must be there, and immutable ones may be set
 * @throws InvalidParameterException
 */
export function assertInSchema(pool: PoolOptions, attributes: Attribute[], creating: boolean) {
  const refuse = (name: string, why: string) => {
    throw new InvalidParameterError(`Attributes did not conform to the schema: ${name}: ${why}\n`);
  };
  for (const { Name, Value = '' } of attributes) {
    const schema = pool.SchemaAttributes.find((attribute) => attribute.Name === Name);
    if (!schema) refuse(Name, 'Attribute does not exist in the schema.');
    else if (schema.Mutable === false && !creating) {
      throw new InvalidParameterError(
        `user.${Name}: Attribute cannot be updated. (changing an immutable attribute)`,
      );
    }
    if (Name === 'email' && Value && !isEmail(Value)) {
      throw new InvalidParameterError('Invalid email address format.');
    }
    if (Name === 'phone_number' && Value && !/^\+\d{1,15}$/.test(Value)) {
      throw new InvalidParameterError('Invalid phone number format.');
    }
    const wrong = schema && Value && wrongFormat(schema, Value);
    if (wrong) refuse(Name, wrong);
    const { MinLength, MaxLength } = schema?.StringAttributeConstraints ?? {};
    if (Value && MinLength && Value.length < Number(MinLength)) {
      refuse(Name, `String must be at least ${MinLength} characters long`);
    }
    if (MaxLength && Value.length > Number(MaxLength)) {
      refuse(Name, `String must be no longer than ${MaxLength} characters`);
    }
  }
  if (!creating) return;
  for (const { Name, Required } of pool.SchemaAttributes) {
    if (Required && Name !== 'sub' && !valueOf(attributes, Name)) {
      refuse(Name, 'The attribute is required');
    }
  }
}
