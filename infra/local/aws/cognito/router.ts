import type { AppClient } from './app-client';
import type { Request } from './auth-request';
import { CognitoError } from './errors';
import type { Api } from './http';
import type { CognitoParts } from './parts';
import { OPERATIONS, subjectsOf } from './operations';
import { checkClientSecret } from './secret-hash';
import { attributesIn } from './sign-up';

/** Where a request can name a user. */
const NAMES: [field: string | undefined, name: string][] = [
  [undefined, 'Username'],
  ['AuthParameters', 'USERNAME'],
  ['ChallengeResponses', 'USERNAME'],
];

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** For pools that are not case-sensitive: names and addresses are stored and compared in lower case. */
function lowerCaseNames(request: Request): Request {
  const result: Request = { ...request };
  for (const [field, name] of NAMES) {
    const holder = field ? result[field] : result;
    if (typeof holder !== 'object' || holder === null || !(name in holder)) continue;
    const changed = { ...holder, [name]: lower((holder as Request)[name]) };
    if (field) result[field] = changed;
    else Object.assign(result, changed);
  }
  if (Array.isArray(request['UserAttributes'])) {
    result['UserAttributes'] = attributesIn(request).map((attribute) =>
      attribute.Name === 'email' ? { ...attribute, Value: lower(attribute.Value) } : attribute,
    );
  }
  return result;
}

/** Cognito's API: finds the operation, and checks what all of them have in common. */
export function cognitoApi(
  parts: CognitoParts,
  options: {
    identities: readonly string[];
    caseSensitive: boolean;
    log(line: string): void;
  },
): Api {
  const subjects = subjectsOf(parts, options.identities);
  const clientIn = ({ ClientId }: Request): AppClient | undefined =>
    ClientId === undefined ? undefined : parts.directory.client(ClientId);

  return async (target, body) => {
    try {
      const operation = Object.hasOwn(OPERATIONS, target) ? OPERATIONS[target] : undefined;
      if (!operation) {
        throw new CognitoError(
          'UnknownOperationException',
          `The local stack does not emulate ${target}. See infra/local/COGNITO.md.`,
        );
      }
      const client = clientIn(body);
      if (client) {
        checkClientSecret(target, body, client, (token) => parts.tokens.usernameOf(token));
      }
      return await operation(subjects, options.caseSensitive ? body : lowerCaseNames(body));
    } catch (error) {
      const code = error instanceof CognitoError ? error.code : (error as Error).name;
      options.log(`${target} refused: ${code}`);
      throw error;
    }
  };
}
