import { InvalidArgumentError, type Command } from 'commander';
import { readLimits } from '../../../triggers/runtime/limits';
import { lockedUntil } from '../../../triggers/limits/rules';
import { userState } from '../../../triggers/store/records';
import { tellUnlocked } from '../audit/audit-log';
import { addCommonOptions, addYesOption, confirm, print, type CommonOptions } from '../command';
import { asText } from '../data/describe-user-data';
import { deleteRecords, recordsOf, type UserRecords } from '../data/user-records';
import { storedOf } from '../data/stored-data';
import { NotDone, UsageError } from '../../cli/errors';
import { findStack, type StackResources } from '../stack-resources';
import { connect, type Target } from '../deployment';
import { time } from '../../cli/text';
import { findUser, nameOf, USER_ARGUMENT } from '../user-directory';

interface DataOptions extends CommonOptions {
  sub?: string;
  force?: boolean;
}

export function addData(program: Command): void {
  const data = program.command('data').description('What the second factor stores of a user.');
  const command = (name: string, description: string) =>
    addCommonOptions(
      data
        .command(name)
        .description(description)
        .argument('[user]', USER_ARGUMENT)
        .option('--sub <sub>', 'a user whom the pool knows no more', toSub),
    );

  command('show', 'Shows what is stored of a user; never a code.').action(show);
  addYesOption(command('delete', 'Deletes what is stored of a user, but for the audit.'))
    .option('--force', 'also while the user is locked: guessing can then go on at once')
    .action(deleteAll);
}

/** Whose records, where they are, and whether the pool still knows the user. */
interface Subject {
  target: Target;
  stack: StackResources;
  sub: string;
  name: string;
  known: boolean;
}

async function locate(user: string | undefined, options: DataOptions): Promise<Subject> {
  const named = user ?? options.sub;
  if (named === undefined || (user && options.sub)) {
    throw new UsageError('Name one user: by address, sub or username, or with --sub.');
  }
  const target = connect(options);
  const stack = await findStack(target);
  const found = await findUser(target, named).catch((error: unknown) => {
    if (options.sub && error instanceof NotDone) return undefined;
    throw error;
  });
  return {
    target,
    stack,
    sub: found?.sub ?? named,
    name: found ? nameOf(found) : `${named}, whom the pool does not know`,
    known: found !== undefined,
  };
}

async function show(user: string | undefined, options: DataOptions): Promise<void> {
  const { target, stack, sub, name } = await locate(user, options);
  const stored = storedOf(sub, await recordsOf(target, stack, sub));
  print(stored, asText(name, stored), options);
}

async function deleteAll(user: string | undefined, options: DataOptions): Promise<void> {
  const subject = await locate(user, options);
  const { target, stack, sub, name } = subject;
  const records = await recordsOf(target, stack, sub);
  const count = records.mailings.length + (records.user ? 1 : 0);
  const what = `${count === 1 ? '1 record' : `${count} records`} of ${name}`;
  if (count === 0) throw new NotDone(`Nothing is stored of ${name}.`);
  const locked = lockOf(subject, records);
  if (locked !== undefined && !options.force) {
    throw new NotDone(
      `${name} is locked until ${time(locked)}, as somebody who knows the password was guessing codes. Wait, or have the password changed and add --force.`,
    );
  }
  await confirm(
    `Delete ${what}, in pool ${target.userPoolId}? A sign-in under way ends; counts of codes and wrong codes start anew.`,
    options,
  );
  if (!(await deleteRecords(target, stack, sub, records))) {
    throw new NotDone(
      `${name} entered a code meanwhile: codes were deleted, the user record was not. Disable the user or wait, and try again.`,
    );
  }
  if (locked !== undefined) await tellUnlocked(target, stack, { sub, name });
  print({ sub, deleted: count }, `Deleted: ${what}. ${LEFT}`, options);
}

const LEFT =
  'Left are: the account in Cognito, audit events and logs (sub only), and mails that went out.';

/** Until when the user is locked (epoch ms), undefined if not. Nobody can sign in whom the pool does not know. */
function lockOf({ stack, known }: Subject, { user }: UserRecords): number | undefined {
  if (!known) return undefined;
  const limits = readLimits(stack.functions.createAuthChallenge?.environment);
  return lockedUntil(userState(user), Date.now(), limits);
}

/** A sub that is mistyped would look like a user of whom nothing is stored. */
function toSub(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw new InvalidArgumentError('It must look like 2f1c8d9e-5b7a-4c3d-8e6f-0a1b2c3d4e5f.');
}
