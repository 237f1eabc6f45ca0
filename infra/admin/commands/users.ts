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
import { addSetEmail } from './set-email';
import { browserCount, browserForgetter } from '../mfa/browsers';
import { resetPassword } from '../reset-password';
import { connect, type Deployment } from '../deployment';
import { localTime, nameValueList, printable, table } from '../../cli/text';
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

/** Cognito's account states, in words. */
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
  const users = program.command('users').description('Users of a pool.');
  addList(users);
  addCreate(users);
  addSetEmail(users);
  const command = (name: string, description: string) =>
    addCommonOptions(
      users.command(name).description(description).argument('<user>', USER_ARGUMENT),
    );

  command('show', 'Shows a user.').action(async (name: string, options: CommonOptions) => {
    const user = await findUser(connect(options), name);
    print(user, describe(user), options);
  });
  command('disable', 'Disables a user and signs the user out on all devices.').action(
    (name: string, options: CommonOptions) => change(forgetting(disable), name, options),
  );
  command('enable', 'Enables a disabled user.').action((name: string, options: CommonOptions) =>
    change(enable, name, options),
  );
  addYesOption(command('reset-password', 'Makes a user set a new password.')).action(
    (name: string, options: CommonOptions) => change(forgetting(resetPassword), name, options),
  );
  addYesOption(command('sign-out', 'Signs a user out on all devices.')).action(
    (name: string, options: CommonOptions) => change(signOut, name, options),
  );
}

function addList(users: Command): void {
  const command = users
    .command('list')
    .description('Lists users.')
    .option('--email <prefix>', 'only users whose address starts with this')
    .option('--limit <number>', 'maximum number of users', toCount)
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
    more ? `Showing the first ${count}. There are more.` : `${count}.`,
  ].join('\n');
}

function describe(user: PoolUser): string {
  return nameValueList([
    ['User', nameOf(user)],
    ['State', stateOf(user)],
    ['Address', user.email ? `${user.emailVerified ? '' : 'NOT '}verified` : 'none'],
    ['Created', localTime(user.createdAt)],
    ['Changed', localTime(user.changedAt)],
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
    .description('Creates a user and sends a temporary password.')
    .argument('<email>', 'email address, which is set as verified', toAddress)
    .option('--temporary-password <password>', 'temporary password (default: random)')
    .option('--no-mail', 'send nothing and print the password')
    .option('--attribute <name=value>', 'such as locale=de (repeatable)', toAttribute)
    .action(create);
  addCommonOptions(command);
}

async function create(email: string, options: CreateOptions): Promise<void> {
  const deployment = connect(options);
  const { mail, attribute: attributes = [] } = options;
  const password = options.temporaryPassword ?? (mail ? undefined : temporaryPassword());
  const request = new AdminCreateUserCommand({
    UserPoolId: deployment.userPoolId,
    Username: email,
    TemporaryPassword: password,
    ...(mail ? { DesiredDeliveryMediums: ['EMAIL'] } : { MessageAction: 'SUPPRESS' }),
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
      ...attributes,
    ],
  });
  const { User = {} } = await inPool(deployment, deployment.cognito.send(request)).catch(
    (error) => {
      throw error.name === 'UsernameExistsException'
        ? new NotDone(`User ${printable(email)} already exists.`)
        : error;
    },
  );
  const user = readUser(User, User.Attributes);
  const next = mail
    ? 'Cognito sent a temporary password.'
    : `Nothing was sent. Temporary password: ${password}`;
  print(
    { ...user, ...(!mail && { temporaryPassword: password }) },
    `${nameOf(user)} was created. ${next}`,
    options,
  );
}

/**
 * A change that a command makes to a user. It asks first if it cannot be undone.
 * @returns the message to print, and what `--json` prints beside the user
 */
export type Change = (
  deployment: Deployment,
  user: PoolUser,
  options: CommonOptions,
) => Promise<{ message: string; json?: object }>;

async function change(apply: Change, name: string, options: CommonOptions): Promise<void> {
  const deployment = connect(options);
  const before = await findUser(deployment, name);
  const { message, json } = await apply(deployment, before, options);
  print({ ...((await getUser(deployment, before.username)) ?? before), ...json }, message, options);
}

/** The same, and no browser of the user is remembered afterwards. */
const forgetting =
  (apply: Change): Change =>
  async (deployment, user, options) => {
    const { message, json } = await apply(deployment, user, options);
    const forget = await browserForgetter(deployment);
    const forgotten = await forget(user.sub);
    if (forgotten === 0) return { message, ...(json && { json }) };
    const told = `Forgot ${browserCount(forgotten)}.`;
    return { message: `${message}\n${told}`, json: { ...json, browsersForgotten: forgotten } };
  };

const request = ({ userPoolId: UserPoolId }: Deployment, { username: Username }: PoolUser) => ({
  UserPoolId,
  Username,
});

const disable: Change = async (deployment, user) => {
  await deployment.cognito.send(new AdminDisableUserCommand(request(deployment, user)));
  // Otherwise refresh tokens would work again once the user is enabled.
  await signOutEverywhere(deployment, user);
  return { message: `${nameOf(user)} is disabled and signed out. ${TOKENS_LEFT}` };
};

const enable: Change = async (deployment, user) => {
  await deployment.cognito.send(new AdminEnableUserCommand(request(deployment, user)));
  return { message: `${nameOf(user)} is enabled.` };
};

const signOut: Change = async (deployment, user, options) => {
  await confirm(
    `Sign out ${nameOf(user)} on all devices, in pool ${deployment.userPoolId}?`,
    options,
  );
  await signOutEverywhere(deployment, user);
  return { message: `${nameOf(user)} is signed out on all devices. ${TOKENS_LEFT}` };
};

const TOKENS_LEFT = 'Access and ID tokens that were already issued stay valid until they expire.';

function toCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number of at least 1.');
}

function toAttribute(text: string, list: { Name: string; Value: string }[] = []) {
  const [, Name, Value] = /^([\w:]+)=(.*)$/s.exec(text) ?? [];
  if (Name === undefined || Value === undefined) {
    throw new InvalidArgumentError('It must be name=value.');
  }
  return [...list, { Name, Value }];
}
