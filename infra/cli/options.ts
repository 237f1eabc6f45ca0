import { InvalidArgumentError, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UsageError } from './errors';

// The oldest Node that the project supports is about to leave the SDK's support: known, and nothing to act on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export interface SettingsFlags {
  /** Settings by name, as given with `-c`. */
  context: Record<string, string>;
}

/** `-c name=value`, as the cdk takes it. */
export function addSettingsOption(command: Command): Command {
  const about = 'a setting, as with cdk; repeatable';
  return command.option('-c, --context <name=value>', about, addSetting, {});
}

function addSetting(text: string, settings: Record<string, string>): Record<string, string> {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('It must be name=value.');
  }
  return { ...settings, [name]: value };
}

/** Settings as the cdk command puts them together: those of cdk.json, and over them those given here. */
export function withCdkJson({ context }: SettingsFlags): Record<string, string> {
  const file = join(__dirname, '..', '..', 'cdk.json');
  const { context: standing = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    context?: Record<string, unknown>;
  };
  const texts = Object.entries(standing)
    // The rest is the CDK's own.
    .filter(([name]) => /^\w+$/.test(name))
    .map(([name, value]) => [name, String(value)]);
  return { ...(Object.fromEntries(texts) as Record<string, string>), ...context };
}

/** @throws UsageError if nobody is there to ask */
export async function askYesNo(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('Nobody is there to ask: say yes with --yes.');
  // Beside the output, which may go to a machine.
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
