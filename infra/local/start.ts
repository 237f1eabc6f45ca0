import { Command } from 'commander';
import { resolve } from 'node:path';
import { explain } from '../cli/errors';
import { addSettingsOption, withCdkJson, type SettingsFlags } from '../cli/options';
import { ownApp } from './own-app';
import { addRunOptions, runStack, type RunFlags } from './run-stack';
import { readUsers } from './users';

interface Flags extends SettingsFlags, RunFlags {
  web: boolean | string;
  app?: string;
}

try {
  const flags = readFlags();
  const { web, app, port: basePort, dir, database, allowOrigin: allowOrigins, users } = flags;
  const own = ownApp({ settings: withCdkJson(flags), app, web });
  runStack({
    ...own,
    dir: resolve(dir),
    basePort,
    database,
    allowOrigins,
    users: [...own.users, ...(users ? readUsers(users) : [])],
  });
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function readFlags(): Flags {
  const command = new Command('npm start --')
    .description('Runs the whole system on this machine.')
    .option('--web <folder>', 'serve the page built in this folder instead of building web/', true)
    .option('--no-web', 'run everything except the page')
    .option('--app <module>', 'another CDK app with a function buildApp, instead of infra/app.ts');
  return addSettingsOption(addRunOptions(command))
    .allowExcessArguments(false)
    .parse()
    .opts<Flags>();
}
