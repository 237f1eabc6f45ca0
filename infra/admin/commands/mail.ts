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
import { readFailure, type QueuedFailure } from '../mail/queued-failure';
import { holdMessages, MOST } from '../mail/failures-queue';
import { readMailSetup, suppressed, unsuppress } from '../mail/ses-account';
import { checkMail } from '../mail/mail-status';
import type { Finding } from '../../pool/finding';
import { findStack } from '../stack-resources';
import { connect } from '../deployment';
import { nameValueList, table, time } from '../../cli/text';

const MARKS: Record<Finding['level'], string> = { ok: 'ok', note: 'note', problem: 'PROBLEM' };

/** `mail status`, `mail queue`, `mail suppressed`: exit code 1 if something needs attention. */
export function addMail(program: Command): void {
  const mail = program
    .command('mail')
    .description('Checks whether email is sent and what became of it.');
  addCommonOptions(mail.command('status'))
    .description(
      'Checks whether SES accepts email of the sender: account, quota, identity. Changes nothing.',
    )
    .action(showStatus);
  addYesOption(addCommonOptions(mail.command('queue')))
    .description(
      'Shows the on-failure queue: email that was not sent and events that were not recorded.',
    )
    .option('--clear', 'delete the messages shown')
    .action(showQueue);
  addYesOption(addCommonOptions(mail.command('suppressed').argument('<address>', '', toAddress)))
    .description('Shows whether SES suppresses an address after a bounce or complaint.')
    .option('--remove', 'remove the address from the suppression list')
    .action(showSuppressed);
}

async function showStatus(options: CommonOptions): Promise<void> {
  const deployment = connect(options);
  const checks = checkMail(await readMailSetup(deployment, (await findStack(deployment)).resource));
  const problems = checks.filter(({ level }) => level === 'problem');
  const conclusion =
    problems.length === 0
      ? 'No problems found.'
      : `${problems.length} ${problems.length === 1 ? 'problem stops' : 'problems stop'} email from being sent.`;
  const text = nameValueList(
    checks.map(({ name, level, text: what }) => [`${MARKS[level].padEnd(7)}  ${name}`, what]),
  );
  print({ checks }, `${text}\n\n${conclusion}`, options);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function showQueue(options: CommonOptions & { clear?: boolean }): Promise<void> {
  const deployment = connect(options);
  const { resource } = await findStack(deployment);
  const held = await holdMessages(deployment.sqs, resource('failuresQueue'));
  const failures = held.messages.map(readFailure).sort((a, b) => a.queuedAt - b.queuedAt);
  const clear = options.clear === true && failures.length > 0;
  try {
    print({ failures }, queueText(failures), options);
    if (clear) await confirm(`Delete ${messages(failures.length)} permanently?`, options);
  } catch (error) {
    await held.release();
    throw error;
  }
  if (!clear) {
    await held.release();
    process.exitCode = failures.length === 0 ? 0 : 1;
    return;
  }
  const notDeleted = await held.remove();
  if (notDeleted > 0) {
    throw new NotDone(`${messages(notDeleted)} could not be deleted in time. Try again.`);
  }
  process.stderr.write(`Deleted ${messages(failures.length)}.\n`);
}

const messages = (count: number) => `${count} ${count === 1 ? 'message' : 'messages'}`;

const KINDS: Record<QueuedFailure['kind'], string> = {
  mails: 'email not sent',
  feedback: 'SES feedback not recorded',
  audit: 'audit events not recorded',
  unknown: 'unknown',
};

function queueText(failures: QueuedFailure[]): string {
  if (failures.length === 0) return 'The queue is empty.';
  const rows = failures.map(({ queuedAt, kind, count, why, where }) => [
    time(queuedAt),
    KINDS[kind],
    String(count),
    why,
    where,
  ]);
  const more = failures.length < MOST ? '' : `; there may be more`;
  return `${table(['Queued', 'What', 'Count', 'Reason', 'Where'], rows)}\n${messages(failures.length)}${more}.`;
}

async function showSuppressed(
  address: string,
  options: CommonOptions & { remove?: boolean },
): Promise<void> {
  const { ses, region } = connect(options);
  const found = await suppressed(ses, address);
  if (!options.remove) {
    const text = found
      ? `SES has suppressed ${address} since ${time(found.since)}: ${found.reason}.`
      : `SES does not suppress ${address}.`;
    print({ address, suppressed: found ?? null }, text, options);
    process.exitCode = found ? 1 : 0;
    return;
  }
  if (!found) throw new NotDone(`SES does not suppress ${address} in ${region}.`);
  await confirm(
    `Let SES send to ${address} again? It was suppressed for: ${found.reason}.`,
    options,
  );
  await unsuppress(ses, address);
  print({ address, suppressed: null }, `SES sends to ${address} again.`, options);
}
