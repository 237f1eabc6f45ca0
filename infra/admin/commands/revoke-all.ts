import { InvalidArgumentError, type Command } from 'commander';
import { textIn } from '../../pool/json';
import { addCommonOptions, addYesOption, confirm, print, type CommonOptions } from '../command';
import { describePool } from '../pool';
import { duration, users, withBar } from '../revoke-all/progress-display';
import { ProgressFile, type StartOptions } from '../revoke-all/progress-file';
import { revokeAll, type Failed } from '../revoke-all/revoke';
import { browserForgetter } from '../mfa/browsers';
import { connect } from '../deployment';
import { printable, table } from '../../cli/text';
import { everyUser, signOutEverywhere } from '../user-directory';

/** Users a second. Cognito allows 25 such calls a second per account and region, shared by all apps. */
const RATE = 10;

/** The SDK slows down when Cognito throttles. */
const RETRY = { retryMode: 'adaptive', maxAttempts: 10 };

/** The exit code that shells use for Ctrl-C. */
const INTERRUPTED = 130;

interface Options extends CommonOptions, StartOptions {
  rate: number;
  record?: string;
}

export function addRevokeAll(mfa: Command): void {
  const command = mfa
    .command('revoke-all')
    .description(
      'Signs out all users and forgets their browsers, once, after the second factor is added to a pool.',
    )
    .option('--rate <users>', 'users a second, 1 to 100', toRate, RATE)
    .option('--resume', 'continue an unfinished run')
    .option('--restart', 'start over')
    .option('--record <file>', 'progress file (default: .revoke-all-<pool>.txt)')
    .action(run);
  addYesOption(addCommonOptions(command));
}

async function run(options: Options): Promise<void> {
  const deployment = connect(options, RETRY);
  const { userPoolId } = deployment;
  const pool = await describePool(deployment);
  const file = options.record ?? `.revoke-all-${userPoolId}.txt`;
  const record = ProgressFile.open(file, userPoolId, options);
  const before = record.done.size;
  const total = Number(pool.EstimatedNumberOfUsers ?? 0);
  const remaining = Math.max(0, total - before);
  const name = printable(textIn(pool, 'Name') ?? userPoolId);
  await confirm(
    `Sign out all users of pool ${name === userPoolId ? '' : `${name}, `}${userPoolId}, about ${users(remaining)}${before > 0 ? ` (${users(before)} already done)` : ''}? They must sign in again, with a code in every browser. This takes ${duration(remaining / options.rate)}.`,
    options,
  );
  record.begin(userPoolId);
  const forget = await browserForgetter(deployment);

  const stop = stopWhenInterrupted();
  let signedOut = 0;
  const interactive = process.stdout.isTTY && !options.json;
  const began = Date.now();
  const failed = await withBar(interactive, (show) =>
    revokeAll({
      users: everyUser(deployment),
      done: record.done,
      rate: options.rate,
      signOut: async (user) => {
        await signOutEverywhere(deployment, user);
        await forget(user.sub);
      },
      onDone: ({ sub }) => {
        record.add(sub);
        signedOut += 1;
        show({ done: before + signedOut, total, rate: options.rate });
      },
      signal: stop,
    }),
  ).catch((error: unknown) => {
    process.stderr.write(`${howToResume(signedOut, 'The run failed')}\n`);
    throw error;
  });

  const interrupted = stop.aborted;
  const seconds = Math.round((Date.now() - began) / 1000);
  if (!interrupted && failed.length === 0) record.remove();
  print(
    { userPoolId, signedOut, before, failed, interrupted, seconds },
    summary(signedOut, seconds, failed, interrupted),
    options,
  );
  if (interrupted) process.exitCode = INTERRUPTED;
  else if (failed.length > 0) process.exitCode = 1;
}

/** The first Ctrl-C lets calls in progress finish, the second exits at once. */
function stopWhenInterrupted(): AbortSignal {
  const stop = new AbortController();
  const interrupt = () => (stop.signal.aborted ? process.exit(INTERRUPTED) : stop.abort());
  // Not `once`: without another listener, the progress display ends the process.
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return stop.signal;
}

function summary(signedOut: number, seconds: number, failed: Failed[], interrupted: boolean) {
  if (interrupted) return howToResume(signedOut, 'The run was interrupted');
  const done = `Signed out ${users(signedOut)} in ${duration(seconds)}.`;
  if (failed.length === 0) return done;
  const rows = failed.map(({ username, reason }) => [username, reason]);
  return [
    done,
    table(['Not signed out', 'Reason'], rows),
    `Not signed out: ${users(failed.length)}. Retry them with --resume.`,
  ].join('\n');
}

const howToResume = (signedOut: number, what: string) =>
  `${what} after ${users(signedOut)} were signed out. Continue with --resume.`;

function toRate(text: string): number {
  const rate = Number(text);
  if (/^\d+$/.test(text) && rate >= 1 && rate <= 100) return rate;
  throw new InvalidArgumentError('It must be a whole number from 1 to 100.');
}
