import { InvalidArgumentError, type Command } from 'commander';
import { askYesNo } from '../cli/options';
import { NotDone } from '../cli/errors';
import { addTargetOptions, type TargetOptions } from './deployment';
import { json } from '../cli/text';

/** What every command but the doctor takes; `yes` only those that ask. */
export interface CommonOptions extends TargetOptions {
  json?: boolean;
  yes?: boolean;
}

/** `--json`, and where the command works. */
export function addCommonOptions(command: Command): Command {
  return addTargetOptions(command.allowExcessArguments(false).option('--json', 'for machines'));
}

/** For a command that can't be undone: `--yes`, to be used with {@link confirm}. */
export function addYesOption(command: Command): Command {
  return command.option('-y, --yes', 'do not ask');
}

/**
 * Asks the person before something that can't be undone.
 * @param question one line that names what will happen, to whom and in which pool
 * @throws NotDone if the answer is no; UsageError if nobody is there to ask and there is no `--yes`
 */
export async function confirm(question: string, { yes }: CommonOptions): Promise<void> {
  if (!yes && !(await askYesNo(question))) throw new NotDone('Nothing was done.');
}

/** Prints a result: as JSON for machines, the names of whose fields stay, or as text for people. */
export function print(result: unknown, text: string, options: CommonOptions): void {
  process.stdout.write(`${options.json ? json(result) : text}\n`);
}

/** An argument that must be an e-mail address. */
export function toAddress(text: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return text;
  throw new InvalidArgumentError('It must be an e-mail address.');
}
