import type { Command } from 'commander';
import { readLimits } from '../../../triggers/runtime/limits';
import { recordByAdmin } from '../audit/audit-log';
import { addCommonOptions, print, type CommonOptions } from '../command';
import { asText, statusOf } from '../mfa/mfa-status';
import { readRecord, unlock } from '../mfa/user-record';
import { findStack } from '../stack-resources';
import { connect } from '../deployment';
import { localTime, time } from '../../cli/text';
import { findUser, nameOf, USER_ARGUMENT } from '../user-directory';
import { addRevokeAll } from './revoke-all';
import { addConfirmAddress } from './set-email';

export function addMfa(program: Command): void {
  const mfa = program.command('mfa').description('Second factor of users.');
  const command = (name: string, description: string) =>
    addCommonOptions(mfa.command(name).description(description).argument('<user>', USER_ARGUMENT));

  command('status', 'Shows codes, failures, lock and last sign-in of a user.').action(showStatus);
  command('unlock', 'Unlocks a user who entered too many wrong codes.').action(unlockUser);
  addConfirmAddress(mfa);
  addRevokeAll(mfa);
}

async function locate(name: string, options: CommonOptions) {
  const deployment = connect(options);
  const stack = await findStack(deployment);
  const user = await findUser(deployment, name);
  // Create and Verify are deployed with the same limits.
  const limits = readLimits(stack.functions.createAuthChallenge?.environment);
  return { deployment, stack, user, limits };
}

async function showStatus(name: string, options: CommonOptions): Promise<void> {
  const { deployment, stack, user, limits } = await locate(name, options);
  const item = await readRecord(deployment, stack.resource('table'), user.sub);
  const status = statusOf(user, item, limits, Date.now());
  print(status, asText(status), options);
}

async function unlockUser(name: string, options: CommonOptions): Promise<void> {
  const { deployment, stack, user, limits } = await locate(name, options);
  const until = await unlock(deployment, stack.resource('table'), user.sub, limits);
  if (until !== undefined) {
    await recordByAdmin(deployment, stack.resource, {
      event: 'user.unlocked',
      sub: user.sub,
      done: `${nameOf(user)} is unlocked`,
    });
  }
  const item = await readRecord(deployment, stack.resource('table'), user.sub);
  const status = statusOf(user, item, limits, Date.now());
  const message =
    until === undefined
      ? `${nameOf(user)} is not locked. Nothing was changed.`
      : `${nameOf(user)} is unlocked. The lock would have ended on ${time(until)}.`;
  const wait = status.nextCodeAt
    ? ` The next code can be requested at ${localTime(status.nextCodeAt)}.`
    : '';
  print({ unlocked: until !== undefined, ...status }, message + wait, options);
}
