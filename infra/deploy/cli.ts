import { Command } from 'commander';
import { explain } from '../cli/errors';
import { buildWeb } from '../hosting/build-web';
import { addSettingsOption, askYesNo, withCdkJson, type SettingsFlags } from '../cli/options';
import { runCdk } from './cdk';
import { deploy } from './deploy';
import { destroy } from './destroy';

const tools = {
  cdk: runCdk,
  buildWeb,
  print: (line: string) => void process.stdout.write(`${line}\n`),
};

const program = new Command('npm run').description('Deploys and deletes the system on AWS.');
addSettingsOption(
  program
    .command('deploy')
    .description('Deploys the stack, publishes the sign-in page and prints its address.'),
).action((flags: SettingsFlags) => deploy(withCdkJson(flags), tools));
addSettingsOption(
  program
    .command('destroy')
    .description('Deletes the stack. Users and keys stay unless -c removal=destroy is given.')
    .option('-y, --yes', 'do not ask for confirmation'),
).action((flags: SettingsFlags & { yes?: boolean }) =>
  destroy(withCdkJson(flags), {
    ...tools,
    confirm: flags.yes ? () => Promise.resolve(true) : askYesNo,
  }),
);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});
