import { InvalidArgumentError, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UsageError } from './errors';

// The project supports Node 20 for as long as the SDK runs on it. The SDK's warning calls for no action.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export interface SettingsFlags {
  /** Settings by name, as given with `-c`. */
  context: Record<string, string>;
}

/** Adds `-c name=value`, as the CDK command line has it. */
export function addSettingsOption(command: Command): Command {
  const about = 'a setting, as with cdk (repeatable)';
  return command.option('-c, --context <name=value>', about, addSetting, {});
}

function addSetting(text: string, settings: Record<string, string>): Record<string, string> {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('It must be name=value.');
  }
  return { ...settings, [name]: value };
}

/** Merges settings as the CDK command line does: those of cdk.json, overridden by those given with `-c`. */
export function withCdkJson({ context }: SettingsFlags): Record<string, string> {
  const file = join(__dirname, '..', '..', 'cdk.json');
  const { context: fromFile = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    context?: Record<string, unknown>;
  };
  const texts = Object.entries(fromFile)
    // Other names belong to the CDK itself.
    .filter(([name]) => /^\w+$/.test(name))
    .map(([name, value]) => [name, String(value)]);
  return { ...(Object.fromEntries(texts) as Record<string, string>), ...context };
}

/**
 * Asks on standard error, so that standard output stays free for the result.
 * @throws UsageError without a terminal
 */
export async function askYesNo(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new UsageError('This command asks for confirmation. Without a terminal, add --yes.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
