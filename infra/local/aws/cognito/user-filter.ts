import { valueOf } from './attributes';
import { InvalidParameterError } from './errors';
import type { User } from './user-pool';

const FILTER = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;
/** The attributes that Cognito can search. */
const SEARCHABLE = [
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'sub',
];

/** @throws InvalidParameterException for a filter that Cognito does not take */
export function compileUserFilter(filter: unknown): (user: User) => boolean {
  if (filter === undefined || filter === '') return () => true;
  const [, attribute = '', operator, quoted = ''] = FILTER.exec(String(filter)) ?? [];
  const wanted = quoted.replace(/\\(.)/g, '$1');
  const read = readerOf(attribute);
  return (user) => {
    const value = read(user);
    return operator === '=' ? value === wanted : (value?.startsWith(wanted) ?? false);
  };
}

function readerOf(attribute: string): (user: User) => string | undefined {
  if (attribute === 'username') return ({ Username }) => Username;
  if (attribute === 'status') return ({ Enabled }) => (Enabled ? 'Enabled' : 'Disabled');
  if (attribute === 'cognito:user_status') return ({ UserStatus }) => UserStatus;
  if (SEARCHABLE.includes(attribute)) return ({ Attributes }) => valueOf(Attributes, attribute);
  throw new InvalidParameterError('Error while parsing filter.');
}
