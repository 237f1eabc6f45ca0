import { InvalidArgumentError, type Command } from 'commander';
import { askYesNo } from '../cli/options';
import { NotDone } from '../cli/errors';
import { addDeploymentOptions, type DeploymentOptions } from './deployment';
import { json } from '../cli/text';

/** Options of every command. Only commands that ask for confirmation have `yes`. */
export interface CommonOptions extends DeploymentOptions {
  json?: boolean;
  yes?: boolean;
}

/** Adds `--json` and the options that name the deployment. */
export function addCommonOptions(command: Command): Command {
  return addDeploymentOptions(command.allowExcessArguments(false).option('--json', 'print JSON'));
}

/** Adds `--yes` to a command that asks with {@link confirm}. */
export function addYesOption(command: Command): Command {
  return command.option('-y, --yes', 'do not ask for confirmation');
}

/**
 * Asks before a change that cannot be undone.
 * @param question one line that says what will change, for whom and in which pool
 * @throws NotDone if the person declines; UsageError without a terminal and without `--yes`
 */
export async function confirm(question: string, { yes }: CommonOptions): Promise<void> {
  if (!yes && !(await askYesNo(question))) throw new NotDone('Nothing was changed.');
}

/** Prints a result as text, or with `--json` as JSON, whose field names are stable. */
export function print(result: unknown, text: string, options: CommonOptions): void {
  process.stdout.write(`${options.json ? json(result) : text}\n`);
}

/** Parses an argument that must be an email address. */
export function toAddress(text: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return text;
  throw new InvalidArgumentError('It must be an email address.');
}
