#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { explain } from '../cli/errors';
import { loadAssembly } from './assembly/load-assembly';
import { addRunOptions, runStack, type RunFlags } from './run-stack';
import type { Page } from './serve-web';
import { DEMO_USER, readUsers } from './users';

interface Flags extends RunFlags {
  app: string;
  template?: string;
  stack?: string;
  leaveOut: string[];
  value: Record<string, string>;
  web?: string;
}

/** The command of the npm package. */
const command = new Command('cognito-email-mfa');
const local = command
  .command('local')
  .description(
    'Runs a synthesized CDK app with EmailMfa on this machine, as far as sign-ins need it.',
  )
  .option('--app <folder>', 'the folder that cdk synth writes', 'cdk.out')
  .option('--template <file>', 'one synthesized template, instead of --app')
  .option('--stack <name>', 'the stack to look in, if there are several pools with EmailMfa')
  .option(
    '--leave-out <logicalId>',
    'start without this resource; repeat for more',
    (id: string, others: string[]) => [...others, id],
    [],
  )
  .option(
    '--value <name=text>',
    'a value that only AWS has; repeat for more',
    (text: string, others: Record<string, string>) => ({ ...others, ...toValue(text) }),
    {},
  )
  .option('--web <folder>', 'also serve the page built in this folder, with a config.json');
addRunOptions(local)
  .allowExcessArguments(false)
  .action((flags: Flags) => start(flags));

try {
  command.parse();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function start(flags: Flags): void {
  const { app, template, stack, leaveOut, value: values, web, users } = flags;
  const { port: basePort, dir, database, allowOrigin: allowOrigins } = flags;
  const synthesized = loadAssembly({ app, template, stack, leaveOut, values });
  runStack({
    dir: resolve(dir),
    basePort,
    database,
    allowOrigins,
    users: users ? readUsers(users) : [DEMO_USER],
    load: async () => synthesized,
    ...(web && { page: pageIn(resolve(web)) }),
  });
}

/** A page of the app's own, which brings what headers it needs. */
const pageIn = (folder: string): Page => ({
  build: async () => folder,
  config: (pool) => pool,
  headers: () => ({}),
});

function toValue(text: string): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be name=text.');
  return { [text.slice(0, at)]: text.slice(at + 1) };
}
