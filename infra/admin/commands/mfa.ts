import type { Command } from 'commander';
import { readLimits } from '../../../triggers/runtime/limits';
import { tellUnlocked } from '../audit/audit-log';
import { addCommonOptions, print, type CommonOptions } from '../command';
import { asText, statusOf } from '../mfa/mfa-status';
import { readRecord, unlock } from '../mfa/user-record';
import { findStack } from '../stack-resources';
import { connect } from '../deployment';
import { time } from '../../cli/text';
import { findUser, nameOf, USER_ARGUMENT } from '../user-directory';
import { addRevokeAll } from './revoke-all';

export function addMfa(program: Command): void {
  const mfa = program.command('mfa').description('What the second factor does to people.');
  const command = (name: string, description: string) =>
    addCommonOptions(mfa.command(name).description(description).argument('<user>', USER_ARGUMENT));

  command('status', 'Tells codes, failures, lock and last sign-in of a user.').action(showStatus);
  command('unlock', 'Ends the lock of a user who entered too many wrong codes.').action(unlockUser);
  addRevokeAll(mfa);
}

async function locate(name: string, options: CommonOptions) {
  const target = connect(options);
  const stack = await findStack(target);
  const user = await findUser(target, name);
  // Create and Verify are deployed with the same limits.
  const limits = readLimits(stack.functions.createAuthChallenge?.environment);
  return { target, stack, user, limits };
}

async function showStatus(name: string, options: CommonOptions): Promise<void> {
  const { target, stack, user, limits } = await locate(name, options);
  const item = await readRecord(target, stack, user.sub);
  const status = statusOf(user, item, limits, Date.now());
  print(status, asText(status), options);
}

async function unlockUser(name: string, options: CommonOptions): Promise<void> {
  const { target, stack, user, limits } = await locate(name, options);
  const until = await unlock(target, stack, user.sub, limits);
  if (until !== undefined) {
    await tellUnlocked(target, stack, { sub: user.sub, name: nameOf(user) });
  }
  const item = await readRecord(target, stack, user.sub);
  const status = statusOf(user, item, limits, Date.now());
  const said =
    until === undefined
      ? `${nameOf(user)} is not locked: nothing was changed.`
      : `${nameOf(user)} is unlocked; the lock would have ended ${time(until)}.`;
  const wait = status.nextCodeAt
    ? ` The next code can be had at ${time(Date.parse(status.nextCodeAt))}.`
    : '';
  print({ unlocked: until !== undefined, ...status }, said + wait, options);
}
