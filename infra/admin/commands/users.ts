import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { InvalidArgumentError, type Command } from 'commander';
import { temporaryPassword } from '../../cli/temporary-password';
import {
  addCommonOptions,
  addYesOption,
  confirm,
  print,
  toAddress,
  type CommonOptions,
} from '../command';
import { NotDone } from '../../cli/errors';
import { inPool } from '../pool';
import { resetPassword } from '../reset-password';
import { connect, type Target } from '../deployment';
import { facts, printable, table, time } from '../../cli/text';
import {
  everyUser,
  filter,
  findUser,
  getUser,
  nameOf,
  readUser,
  signOutEverywhere,
  USER_ARGUMENT,
  type PoolUser,
} from '../user-directory';

/** What the states of an account mean to an admin. */
const STATES: Record<string, string> = {
  CONFIRMED: 'ready',
  UNCONFIRMED: 'not confirmed',
  FORCE_CHANGE_PASSWORD: 'first password',
  RESET_REQUIRED: 'password reset',
  EXTERNAL_PROVIDER: 'federated',
};
const stateOf = ({ enabled, status }: PoolUser) =>
  enabled ? (STATES[status] ?? status.toLowerCase()) : 'disabled';

export function addUsers(program: Command): void {
  const users = program.command('users').description('The people in a user pool.');
  addList(users);
  addCreate(users);
  const command = (name: string, description: string) =>
    addCommonOptions(
      users.command(name).description(description).argument('<user>', USER_ARGUMENT),
    );

  command('show', 'Shows a user.').action(async (name: string, options: CommonOptions) => {
    const user = await findUser(connect(options), name);
    print(user, describe(user), options);
  });
  command('disable', 'Lets a user sign in no more, and signs the user out everywhere.').action(
    (name: string, options: CommonOptions) => change(disable, name, options),
  );
  command('enable', 'Lets a disabled user sign in again.').action(
    (name: string, options: CommonOptions) => change(enable, name, options),
  );
  addYesOption(command('reset-password', 'Has a user set a new password.')).action(
    (name: string, options: CommonOptions) => change(resetPassword, name, options),
  );
  addYesOption(command('sign-out', 'Signs a user out on every device.')).action(
    (name: string, options: CommonOptions) => change(signOut, name, options),
  );
}

function addList(users: Command): void {
  const command = users
    .command('list')
    .description('Lists the users.')
    .option('--email <prefix>', 'only those whose address begins like this')
    .option('--limit <number>', 'no more than so many', toCount)
    .action(async (options: CommonOptions & { email?: string; limit?: number }) => {
      const found: PoolUser[] = [];
      const asked = options.email === undefined ? undefined : filter('email', '^=', options.email);
      let more = false;
      for await (const user of everyUser(connect(options), asked)) {
        more = found.length === options.limit;
        if (more) break;
        found.push(user);
      }
      found.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
      print(found, list(found, more), options);
    });
  addCommonOptions(command);
}

function list(users: PoolUser[], more: boolean): string {
  if (users.length === 0) return 'No users.';
  const rows = users.map((user) => [
    nameOf(user),
    stateOf(user),
    user.emailVerified ? 'yes' : 'NO',
    user.createdAt?.slice(0, 10) ?? '',
  ]);
  const count = users.length === 1 ? '1 user' : `${users.length} users`;
  return [
    table(['User', 'State', 'Verified', 'Created'], rows),
    more ? `The first ${count}; there are more.` : `${count}.`,
  ].join('\n');
}

function describe(user: PoolUser): string {
  const date = (iso: string | null) => (iso ? time(Date.parse(iso)) : '');
  return facts([
    ['User', nameOf(user)],
    ['State', stateOf(user)],
    ['Address', user.email ? `${user.emailVerified ? '' : 'NOT '}verified` : 'none'],
    ['Created', date(user.createdAt)],
    ['Changed', date(user.changedAt)],
    ['Username', user.username],
    ['Sub', user.sub],
    ...Object.entries(user.attributes),
  ]);
}

interface CreateOptions extends CommonOptions {
  temporaryPassword?: string;
  mail: boolean;
  attribute?: { Name: string; Value: string }[];
}

function addCreate(users: Command): void {
  const command = users
    .command('create')
    .description('Creates a user and mails a temporary password.')
    .argument('<email>', 'counts as verified', toAddress)
    .option('--temporary-password <password>', 'of your choice; a random one if left out')
    .option('--no-mail', 'mails nothing, but shows the password')
    .option('--attribute <name=value>', 'such as locale=de; repeatable', toAttribute)
    .action(create);
  addCommonOptions(command);
}

async function create(email: string, options: CreateOptions): Promise<void> {
  const target = connect(options);
  const { mail, attribute: attributes = [] } = options;
  const password = options.temporaryPassword ?? (mail ? undefined : temporaryPassword());
  const request = new AdminCreateUserCommand({
    UserPoolId: target.userPoolId,
    Username: email,
    TemporaryPassword: password,
    ...(mail ? { DesiredDeliveryMediums: ['EMAIL'] } : { MessageAction: 'SUPPRESS' }),
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
      ...attributes,
    ],
  });
  const { User = {} } = await inPool(target, target.cognito.send(request)).catch((error) => {
    throw error.name === 'UsernameExistsException'
      ? new NotDone(`There is a user ${printable(email)} already.`)
      : error;
  });
  const user = readUser(User, User.Attributes);
  const told = mail
    ? 'A temporary password was mailed.'
    : `Nobody was told the temporary password: ${password}`;
  print(
    { ...user, ...(!mail && { temporaryPassword: password }) },
    `${nameOf(user)} was created. ${told}`,
    options,
  );
}

/**
 * What a command does to a user: asks first if it can't be undone.
 * @returns one line for people, and what `--json` shows beside the user
 */
export type Change = (
  target: Target,
  user: PoolUser,
  options: CommonOptions,
) => Promise<{ said: string; json?: object }>;

async function change(work: Change, name: string, options: CommonOptions): Promise<void> {
  const target = connect(options);
  const before = await findUser(target, name);
  const { said, json } = await work(target, before, options);
  print({ ...((await getUser(target, before.username)) ?? before), ...json }, said, options);
}

const request = ({ userPoolId: UserPoolId }: Target, { username: Username }: PoolUser) => ({
  UserPoolId,
  Username,
});

const disable: Change = async (target, user) => {
  await target.cognito.send(new AdminDisableUserCommand(request(target, user)));
  // Tokens for a refresh would be good again once the user is enabled.
  await signOutEverywhere(target, user);
  return { said: `${nameOf(user)} can't sign in any more and is signed out. ${TOKENS_LEFT}` };
};

const enable: Change = async (target, user) => {
  await target.cognito.send(new AdminEnableUserCommand(request(target, user)));
  return { said: `${nameOf(user)} can sign in again.` };
};

const signOut: Change = async (target, user, options) => {
  await confirm(`Sign out ${nameOf(user)} everywhere, in pool ${target.userPoolId}?`, options);
  await signOutEverywhere(target, user);
  return { said: `${nameOf(user)} is signed out everywhere. ${TOKENS_LEFT}` };
};

const TOKENS_LEFT = 'Tokens that an app has already hold until they expire.';

function toCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 up.');
}

function toAttribute(text: string, list: { Name: string; Value: string }[] = []) {
  const [, Name, Value] = /^([\w:]+)=(.*)$/s.exec(text) ?? [];
  if (Name === undefined || Value === undefined) {
    throw new InvalidArgumentError('It must be name=value.');
  }
  return [...list, { Name, Value }];
}
