import { InvalidArgumentError, type Command } from 'commander';
import { readLimits } from '../../../triggers/runtime/limits';
import { lockedUntil } from '../../../triggers/limits/rules';
import { userState } from '../../../triggers/store/records';
import { recordByAdmin } from '../audit/audit-log';
import { addCommonOptions, addYesOption, confirm, print, type CommonOptions } from '../command';
import { asText } from '../data/describe-user-data';
import { deleteRecords, recordsOf, type UserRecords } from '../data/user-records';
import { storedOf } from '../data/stored-data';
import { NotDone, UsageError } from '../../cli/errors';
import { findStack, type DeployedStack } from '../stack-resources';
import { connect, type Deployment } from '../deployment';
import { time } from '../../cli/text';
import { findUser, nameOf, USER_ARGUMENT } from '../user-directory';

interface DataOptions extends CommonOptions {
  sub?: string;
  force?: boolean;
}

export function addData(program: Command): void {
  const data = program
    .command('data')
    .description('Data that the second factor stores about a user.');
  const command = (name: string, description: string) =>
    addCommonOptions(
      data
        .command(name)
        .description(description)
        .argument('[user]', USER_ARGUMENT)
        .option('--sub <sub>', 'sub of a user who no longer exists in the pool', toSub),
    );

  command('show', 'Shows what is stored about a user, without codes.').action(show);
  addYesOption(command('delete', 'Deletes what is stored about a user. Audit events stay.'))
    .option('--force', 'also if the user is locked, which ends the lock')
    .action(deleteAll);
}

/** A user, and whether the user still exists in the pool. */
interface Subject {
  deployment: Deployment;
  stack: DeployedStack;
  sub: string;
  name: string;
  inPool: boolean;
}

async function locate(user: string | undefined, options: DataOptions): Promise<Subject> {
  const named = user ?? options.sub;
  if (named === undefined || (user && options.sub)) {
    throw new UsageError('Name one user by address, sub or username, or with --sub.');
  }
  const deployment = connect(options);
  const stack = await findStack(deployment);
  const found = await findUser(deployment, named).catch((error: unknown) => {
    if (options.sub && error instanceof NotDone) return undefined;
    throw error;
  });
  return {
    deployment,
    stack,
    sub: found?.sub ?? named,
    name: found ? nameOf(found) : `${named}, who is not in the pool`,
    inPool: found !== undefined,
  };
}

async function show(user: string | undefined, options: DataOptions): Promise<void> {
  const { deployment, stack, sub, name } = await locate(user, options);
  const stored = storedOf(sub, await recordsOf(deployment, stack.resource('table'), sub));
  print(stored, asText(name, stored), options);
}

async function deleteAll(user: string | undefined, options: DataOptions): Promise<void> {
  const subject = await locate(user, options);
  const { deployment, stack, sub, name } = subject;
  const records = await recordsOf(deployment, stack.resource('table'), sub);
  const count = records.mailings.length + (records.user ? 1 : 0);
  const what = `${count === 1 ? '1 record' : `${count} records`} of ${name}`;
  if (count === 0) throw new NotDone(`Nothing is stored about ${name}.`);
  const locked = lockOf(subject, records);
  if (locked !== undefined && !options.force) {
    throw new NotDone(
      `${name} is locked until ${time(locked)}, because someone who knows the password entered wrong codes. Wait, or have the password changed and add --force.`,
    );
  }
  await confirm(
    `Delete ${what} in pool ${deployment.userPoolId}? A sign-in in progress fails, and the counts of codes and wrong codes restart.`,
    options,
  );
  if (!(await deleteRecords(deployment, stack.resource('table'), sub, records))) {
    throw new NotDone(
      `${name} entered a code in the meantime. The codes were deleted, the user record was not. Disable the user or wait, then try again.`,
    );
  }
  if (records.mailings.some(({ browsers }) => browsers))
    await recordByAdmin(deployment, stack.resource, {
      event: 'browser.forgotten',
      sub,
      done: `The browsers of ${name} are forgotten`,
    });
  if (locked !== undefined)
    await recordByAdmin(deployment, stack.resource, {
      event: 'user.unlocked',
      sub: sub,
      done: `${name} is unlocked`,
    });
  print({ sub, deleted: count }, `Deleted ${what}. ${NOT_DELETED}`, options);
}

const NOT_DELETED =
  'Not deleted: the account in Cognito, audit events and logs (they hold the sub only), and emails that were sent.';

/** End of the user's lock (epoch ms), if any. A user who is not in the pool cannot sign in, so no lock counts. */
function lockOf({ stack, inPool }: Subject, { user }: UserRecords): number | undefined {
  if (!inPool) return undefined;
  const limits = readLimits(stack.functions.createAuthChallenge?.environment);
  return lockedUntil(userState(user), Date.now(), limits);
}

/** Checked, as a mistyped sub would look like a user without data. */
function toSub(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw new InvalidArgumentError('It must look like 2f1c8d9e-5b7a-4c3d-8e6f-0a1b2c3d4e5f.');
}
