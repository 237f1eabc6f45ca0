import type { Command } from 'commander';
import process from 'node:process';
import {
  addCommonOptions,
  addYesOption,
  confirm,
  print,
  toAddress,
  type CommonOptions,
} from '../command';
import { NotDone } from '../../cli/errors';
import { readFailure, type Failure } from '../mail/failure';
import { holdMessages, MOST } from '../mail/queue';
import { readMailFacts, suppressed, unsuppress } from '../mail/ses-account';
import { checkMail, type Check } from '../mail/mail-status';
import { findStack } from '../stack-resources';
import { connect } from '../deployment';
import { facts, table, time } from '../../cli/text';

const MARKS: Record<Check['level'], string> = { ok: 'ok', note: 'note', problem: 'PROBLEM' };

/** `mail status`, `mail queue`, `mail suppressed`: exit code 1 where something is not as it should be. */
export function addMail(program: Command): void {
  const mail = program
    .command('mail')
    .description('Whether mails go out, and what became of them.');
  addCommonOptions(mail.command('status'))
    .description(
      'Whether SES takes mails of the sender: account, quota, identity. Changes nothing.',
    )
    .action(showStatus);
  addYesOption(addCommonOptions(mail.command('queue')))
    .description('What could not be mailed, or written down, and lies in the on-failure queue.')
    .option('--clear', 'delete what is shown')
    .action(showQueue);
  addYesOption(addCommonOptions(mail.command('suppressed').argument('<address>', '', toAddress)))
    .description('Whether SES keeps mails from an address, since one bounced or was reported.')
    .option('--remove', 'let mails through again')
    .action(showSuppressed);
}

async function showStatus(options: CommonOptions): Promise<void> {
  const target = connect(options);
  const checks = checkMail(await readMailFacts(target, await findStack(target)));
  const problems = checks.filter(({ level }) => level === 'problem');
  const conclusion =
    problems.length === 0
      ? 'Nothing keeps SES from mailing.'
      : `${problems.length} ${problems.length === 1 ? 'problem keeps' : 'problems keep'} mails from going out.`;
  const text = facts(
    checks.map(({ name, level, text: what }) => [`${MARKS[level].padEnd(7)}  ${name}`, what]),
  );
  print({ checks }, `${text}\n\n${conclusion}`, options);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function showQueue(options: CommonOptions & { clear?: boolean }): Promise<void> {
  const target = connect(options);
  const { failuresQueueUrl } = await findStack(target);
  const held = await holdMessages(target.sqs, failuresQueueUrl);
  const failures = held.messages.map(readFailure).sort((a, b) => a.queuedAt - b.queuedAt);
  const clear = options.clear === true && failures.length > 0;
  try {
    print({ failures }, queueText(failures), options);
    if (clear) await confirm(`Delete ${messages(failures.length)} for good?`, options);
  } catch (error) {
    await held.release();
    throw error;
  }
  if (!clear) {
    await held.release();
    process.exitCode = failures.length === 0 ? 0 : 1;
    return;
  }
  const left = await held.remove();
  if (left > 0) throw new NotDone(`${messages(left)} could not be deleted in time: do it again.`);
  process.stderr.write(`Deleted ${messages(failures.length)}.\n`);
}

const messages = (count: number) => `${count} ${count === 1 ? 'message' : 'messages'}`;

const KINDS: Record<Failure['kind'], string> = {
  mails: 'not mailed',
  news: 'news of SES, not written down',
  audit: 'audit events, not written down',
  unknown: 'unknown',
};

function queueText(failures: Failure[]): string {
  if (failures.length === 0) return 'The queue is empty.';
  const rows = failures.map(({ queuedAt, kind, count, why, where }) => [
    time(queuedAt),
    KINDS[kind],
    String(count),
    why,
    where,
  ]);
  const more = failures.length < MOST ? '' : `, and there may be more`;
  return `${table(['queued', 'what', 'how many', 'why', 'where'], rows)}\n${messages(failures.length)}${more}.`;
}

async function showSuppressed(
  address: string,
  options: CommonOptions & { remove?: boolean },
): Promise<void> {
  const { ses, region } = connect(options);
  const found = await suppressed(ses, address);
  if (!options.remove) {
    const text = found
      ? `SES has sent nothing to ${address} since ${time(found.since)}: ${found.reason}.`
      : `SES does not suppress ${address}.`;
    print({ address, suppressed: found ?? null }, text, options);
    process.exitCode = found ? 1 : 0;
    return;
  }
  if (!found) throw new NotDone(`SES does not suppress ${address} in ${region}.`);
  await confirm(`Let SES mail ${address} again, after: ${found.reason}?`, options);
  await unsuppress(ses, address);
  print({ address, suppressed: null }, `SES mails ${address} again.`, options);
}
