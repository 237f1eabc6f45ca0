import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { readFileSync } from 'node:fs';
import { CommandError, UsageError } from '../cli/errors';
import { LOCAL_CREDENTIALS, REGION } from './aws/account';
import type { Resource } from './aws/cloudformation/local-template';

/** A user to create when the stack starts. */
export interface NewUser {
  email: string;
  password: string;
  /** The email address, or the part before the @ in a pool whose users have names, if omitted. */
  username?: string;
  /** Whether the password must be changed at the first sign-in; not if omitted. */
  temporary?: boolean;
  groups?: string[];
  /** Further attributes by name. */
  attributes?: Record<string, string>;
}

/** Public, and valid on this machine only. Satisfies any password policy up to 25 characters. */
export const DEMO_USER: NewUser = {
  email: 'demo@example.com',
  password: 'Correct-Horse-7-Battery-Staple',
};

const FIELDS = ['email', 'password', 'username', 'temporary', 'groups', 'attributes'];

/**
 * Reads users from a JSON file: a list of {@link NewUser}.
 * @throws UsageError that names the user and the field that is not as it must be
 */
export function readUsers(file: string): NewUser[] {
  let users: unknown;
  try {
    users = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(users) || users.length === 0) {
    throw new UsageError(`${file} must be a list of users: [{ "email": "…", "password": "…" }]`);
  }
  return users.map((user: unknown, n) => checkUser(user, `User ${n + 1} in ${file}`));
}

function checkUser(user: unknown, who: string): NewUser {
  const fields = (typeof user === 'object' && user ? user : {}) as Record<string, unknown>;
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown)
    throw new UsageError(`${who} has a field ${unknown}; allowed: ${FIELDS.join(', ')}.`);
  const { email, password, username, temporary, groups, attributes } = fields;
  const fail = (rule: string): never => {
    throw new UsageError(`${who}: ${rule}.`);
  };
  if (typeof email !== 'string' || !email.includes('@')) fail('email must be an email address');
  if (typeof password !== 'string' || !password) fail('password must be text');
  if (username !== undefined && typeof username !== 'string') fail('username must be text');
  if (temporary !== undefined && typeof temporary !== 'boolean') {
    fail('temporary must be true or false');
  }
  if (groups !== undefined && !isTexts(groups)) fail('groups must be a list of names');
  if (attributes !== undefined && !isTexts(Object.values(Object(attributes)))) {
    fail('attributes must be texts by name');
  }
  return fields as unknown as NewUser;
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/**
 * Creates users as an admin would, with a verified address.
 * @returns the first one
 * @throws CommandError that says why the pool refuses one
 */
export async function createUsers(
  endpoint: string,
  pool: Resource,
  users: NewUser[],
): Promise<{ email: string; password: string }> {
  const cognito = new CognitoIdentityProviderClient({
    endpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  try {
    for (const user of users) await createUser(cognito, pool, user);
  } finally {
    cognito.destroy();
  }
  const [{ email, password } = DEMO_USER] = users;
  return { email, password };
}

async function createUser(
  cognito: CognitoIdentityProviderClient,
  { physicalId: UserPoolId, properties }: Resource,
  user: NewUser,
): Promise<void> {
  const { email, password, temporary = false, groups = [], attributes = {} } = user;
  const byEmail = (properties.UsernameAttributes as string[] | undefined)?.includes('email');
  const Username = user.username ?? (byEmail ? email : email.replace(/@.*/, ''));
  const named = { UserPoolId, Username };
  const all = { email, email_verified: 'true', ...attributes };
  try {
    await cognito.send(
      new AdminCreateUserCommand({
        ...named,
        MessageAction: 'SUPPRESS',
        ...(temporary && { TemporaryPassword: password }),
        UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
    if (!temporary) {
      const Permanent = true;
      await cognito.send(
        new AdminSetUserPasswordCommand({ ...named, Password: password, Permanent }),
      );
    }
    for (const GroupName of groups) {
      await cognito.send(new AdminAddUserToGroupCommand({ ...named, GroupName }));
    }
  } catch (error) {
    throw new CommandError(
      `The user ${email} could not be created: ${(error as Error).message} Give users that fit your pool: --users users.json`,
    );
  }
}
