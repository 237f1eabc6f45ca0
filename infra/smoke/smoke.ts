import { Command } from 'commander';
import process from 'node:process';
import { addDeploymentOptions } from '../admin/deployment';
import { toAddress } from '../admin/command';
import { explain } from '../cli/errors';
import { askYesNo } from '../cli/options';
import { Made } from './made';
import { prove, type ProofOptions } from './prove';
import { asTable, Report } from './report';
import { findTarget, type TargetOptions } from './target';

/** Exit codes: the pool does not do what the documents say; the run could not end; a signal ended it. */
const DIFFERENT = 1;
const FAILED = 2;
const INTERRUPTED = 130;

interface Flags extends TargetOptions, ProofOptions {
  yes?: boolean;
}

const command = new Command('npm run smoke --')
  .description('Signs in on a pool as a user would, and compares what happens with the documents.')
  .requiredOption(
    '--email <address>',
    'a mailbox that you can read; it must have no account',
    toAddress,
  )
  .option('--client <id>', 'app client (default: the only one that allows custom authentication)')
  .option('--claim-name <name>', 'claim of the second factor', 'email_mfa')
  .option('-y, --yes', 'do not ask for confirmation')
  .allowExcessArguments(false);
addDeploymentOptions(command);

void main(command.parse().opts<Flags>());

async function main(flags: Flags): Promise<void> {
  const report = new Report(({ verdict, check }) =>
    process.stderr.write(`${verdict === 'DIFFERENT' ? '✗' : '✓'} ${check}\n`),
  );
  let made: Made | undefined;
  let failed = false;
  const end = async (code: number) => {
    const left = (await made?.remove()) ?? [];
    if (left.length > 0) process.stderr.write(`Delete by hand:\n${left.join('\n')}\n`);
    process.exit(left.length > 0 ? FAILED : code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void end(INTERRUPTED));
  }
  try {
    const target = await findTarget(flags);
    const question = `Create a user and an app client in ${target.userPoolId}, and delete them afterwards?`;
    if (!flags.local && !flags.dir && !flags.yes && !(await askYesNo(question))) return;
    made = new Made(target.cognito, target.userPoolId);
    await prove(target, made, report, flags);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    failed = true;
  }
  if (report.findings.length > 0) process.stdout.write(`${asTable(report.findings)}\n`);
  await end(report.holds ? (failed ? FAILED : 0) : DIFFERENT);
}
