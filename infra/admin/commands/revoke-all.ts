import { InvalidArgumentError, type Command } from 'commander';
import { textIn } from '../../pool/json';
import { addCommonOptions, addYesOption, confirm, print, type CommonOptions } from '../command';
import { describePool } from '../pool';
import { duration, users, withBar } from '../revoke-all/progress-display';
import { RunRecord, type Begin } from '../revoke-all/progress-file';
import { revokeAll, type Failed } from '../revoke-all/revoke';
import { connect } from '../deployment';
import { printable, table } from '../../cli/text';
import { everyUser, signOutEverywhere } from '../user-directory';

/** Cognito takes 25 such calls a second from an account, all its apps together. */
const RATE = 10;

/** Cognito says when it is too much: the SDK then slows down by itself. */
const PATIENT = { retryMode: 'adaptive', maxAttempts: 10 };

/** As shells have it for a command that Ctrl-C ended. */
const INTERRUPTED = 130;

interface Options extends CommonOptions, Begin {
  rate: number;
  record?: string;
}

export function addRevokeAll(mfa: Command): void {
  const command = mfa
    .command('revoke-all')
    .description('Signs everybody out, once, when the second factor is put on a pool.')
    .option('--rate <users>', 'users a second, 1 to 100', toRate, RATE)
    .option('--resume', 'goes on with a run that was not finished')
    .option('--restart', 'begins anew instead')
    .option('--record <file>', 'who is done; .revoke-all-<pool>.txt if left out')
    .action(run);
  addYesOption(addCommonOptions(command));
}

async function run(options: Options): Promise<void> {
  const target = connect(options, PATIENT);
  const { userPoolId } = target;
  const pool = await describePool(target);
  const file = options.record ?? `.revoke-all-${userPoolId}.txt`;
  const record = RunRecord.open(file, userPoolId, options);
  const before = record.done.size;
  const total = Number(pool.EstimatedNumberOfUsers ?? 0);
  const left = Math.max(0, total - before);
  const name = printable(textIn(pool, 'Name') ?? userPoolId);
  await confirm(
    `Sign out everybody of pool ${name === userPoolId ? '' : `${name}, `}${userPoolId}, about ${users(left)}${before > 0 ? ` (${users(before)} done before)` : ''}? They all have to sign in again. It takes ${duration(left / options.rate)}.`,
    options,
  );
  record.begin(userPoolId);

  const stop = stopWhenInterrupted();
  let signedOut = 0;
  const watched = process.stdout.isTTY && !options.json;
  const began = Date.now();
  const failed = await withBar(watched, (show) =>
    revokeAll({
      users: everyUser(target),
      done: record.done,
      rate: options.rate,
      signOut: (user) => signOutEverywhere(target, user),
      onDone: ({ sub }) => {
        record.add(sub);
        signedOut += 1;
        show({ done: before + signedOut, total, rate: options.rate });
      },
      signal: stop,
    }),
  ).catch((error: unknown) => {
    process.stderr.write(`${goOn(signedOut, 'The run broke off')}\n`);
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

/** At the first Ctrl-C the run ends in good order, at the second at once. */
function stopWhenInterrupted(): AbortSignal {
  const stop = new AbortController();
  const interrupt = () => (stop.signal.aborted ? process.exit(INTERRUPTED) : stop.abort());
  // Not `once`: what shows the bar ends the process if nobody else listens any more.
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return stop.signal;
}

function summary(signedOut: number, seconds: number, failed: Failed[], interrupted: boolean) {
  if (interrupted) return goOn(signedOut, 'The run was interrupted');
  const done = `Signed out ${users(signedOut)} in ${duration(seconds)}.`;
  if (failed.length === 0) return done;
  const rows = failed.map(({ username, reason }) => [username, reason]);
  return [
    done,
    table(['Not signed out', 'Why'], rows),
    `Not signed out: ${users(failed.length)}. Try these again with --resume.`,
  ].join('\n');
}

const goOn = (signedOut: number, what: string) =>
  `${what} with ${users(signedOut)} signed out: go on with --resume.`;

function toRate(text: string): number {
  const rate = Number(text);
  if (/^\d+$/.test(text) && rate >= 1 && rate <= 100) return rate;
  throw new InvalidArgumentError('It must be a whole number from 1 to 100.');
}
