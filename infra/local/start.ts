import { Command } from 'commander';
import { resolve } from 'node:path';
import { explain } from '../cli/errors';
import { addSettingsOption, withCdkJson, type SettingsFlags } from '../cli/options';
import { buildWeb } from '../hosting/build-web';
import { securityHeaders } from '../hosting/security-headers';
import { webConfig } from '../hosting/web-config';
import { parseSettings } from '../settings/settings';
import { addRunOptions, runStack, type RunFlags } from './run-stack';
import type { Page } from './serve-web';
import { synthesize } from './synthesize';
import { DEMO_USER, readUsers } from './users';

interface Flags extends SettingsFlags, RunFlags {
  web: boolean | string;
  app?: string;
}

try {
  start(readFlags());
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

/** Runs this repository's app, with its own page or a page built elsewhere. */
function start(flags: Flags): void {
  const { web, port: basePort, dir, database, allowOrigin: allowOrigins, users } = flags;
  const settings = withCdkJson(flags);
  const parsed = parseSettings(settings);
  const app = flags.app && resolve(flags.app);
  const page: Page = {
    build: async (outdir) => {
      if (typeof web === 'string') return resolve(web);
      await buildWeb(outdir);
      return outdir;
    },
    config: (pool) => ({ ...webConfig(parsed, pool), ...pool }),
    headers: securityHeaders,
  };
  runStack({
    dir: resolve(dir),
    basePort,
    database,
    allowOrigins,
    users: [DEMO_USER, ...(users ? readUsers(users) : [])],
    load: (outdir) => synthesize(settings, outdir, app),
    ...(web && { page }),
  });
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
