import type { Command } from 'commander';
import { readLimits } from '../../../triggers/runtime/limits';
import { recordByAdmin } from '../audit/audit-log';
import { addCommonOptions, print, type CommonOptions } from '../command';
import { asText, statusOf } from '../mfa/mfa-status';
import {
  browserCount,
  browserTable,
  forgetBrowsers,
  readBrowsers,
  shownBrowsers,
} from '../mfa/browsers';
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
  command('browsers', 'Lists the browsers in which a user needs no code.').action(listBrowsers);
  command('forget-browsers', 'Asks for a code in all browsers of a user again.').action(forgetAll);
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

type Located = Awaited<ReturnType<typeof locate>>;

async function showStatus(name: string, options: CommonOptions): Promise<void> {
  const { deployment, stack, user, limits } = await locate(name, options);
  const status = await statusNow({ deployment, stack, user, limits });
  print(status, asText(status), options);
}

async function statusNow({ deployment, stack, user, limits }: Located) {
  const [item, browsers] = await Promise.all([
    readRecord(deployment, stack.resource('table'), user.sub),
    readBrowsers(deployment, stack.resource('table'), user.sub),
  ]);
  return statusOf(user, { item, browsers }, limits, Date.now());
}

async function listBrowsers(name: string, options: CommonOptions): Promise<void> {
  const { deployment, stack, user } = await locate(name, options);
  const browsers = shownBrowsers(await readBrowsers(deployment, stack.resource('table'), user.sub));
  const message =
    browsers.length === 0 ? `No browser of ${nameOf(user)} is remembered.` : browserTable(browsers);
  print({ user, browsers }, message, options);
}

async function forgetAll(name: string, options: CommonOptions): Promise<void> {
  const { deployment, stack, user } = await locate(name, options);
  const forgotten = await forgetBrowsers(deployment, stack.resource, user.sub);
  const message =
    forgotten === 0
      ? `No browser of ${nameOf(user)} is remembered. Nothing was changed.`
      : `Forgot ${browserCount(forgotten)} of ${nameOf(user)}. The next sign-in asks for a code. Existing sessions continue (users sign-out).`;
  print({ user, forgotten }, message, options);
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
  const status = await statusNow({ deployment, stack, user, limits });
  const message =
    until === undefined
      ? `${nameOf(user)} is not locked. Nothing was changed.`
      : `${nameOf(user)} is unlocked. The lock would have ended on ${time(until)}.`;
  const wait = status.nextCodeAt
    ? ` The next code can be requested at ${localTime(status.nextCodeAt)}.`
    : '';
  print({ unlocked: until !== undefined, ...status }, message + wait, options);
}
