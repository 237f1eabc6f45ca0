import Table from 'cli-table3';
import { Command, InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { addSettingsOption, withCdkJson, type SettingsFlags } from '../cli/options';
import { AuditStream } from './audit-stream';
import { DATABASES, type DatabaseChoice } from './aws/dynamodb/database';
import { whenAbandoned } from './when-abandoned';
import { Progress } from './progress';
import { LocalStack, preflight, STEPS, type Step } from './local-stack';
import { claim, removeFacts, writeFacts, type StackFacts } from './stack-file';

/** After this the process ends whatever is still open. */
const STOP_TIMEOUT = 5_000;
/** A terminal and npm both pass Ctrl-C on: a second signal within this time is the same one. */
const SAME_SIGNAL = 500;

interface Flags extends SettingsFlags {
  web: boolean;
  port: number;
  dir: string;
  database?: DatabaseChoice;
}

const flags = readFlags();
const { web, port: basePort, dir: folder, database } = flags;
const settings = withCdkJson(flags);
const dir = resolve(folder);
const progress = new Progress();
const audit = new AuditStream();
let stack: LocalStack | undefined;
let stoppingSince: number | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stoppingSince === undefined) void stop(0);
    else if (Date.now() - stoppingSince > SAME_SIGNAL) process.exit(1);
  });
}
whenAbandoned(() => {
  if (stoppingSince === undefined) void stop(0);
});
// What nobody expected is told in full, what was expected in its one line.
process.on('uncaughtException', (error) => fail(error.stack ?? error.message));
process.on('exit', () => {
  if (stack) removeFacts(dir);
});

main().catch((error: Error) => fail(error.message));

async function main(): Promise<void> {
  const found = await preflight({ basePort, settings, database });
  claim(dir);
  stack = new LocalStack({
    dir,
    basePort,
    database,
    web,
    settings,
    step: (step, work) => progress.step(step, work),
    onAudit: (events) => audit.show(events),
    onCrash: fail,
  });
  const steps = Object.keys(STEPS) as Step[];
  progress.show(steps.filter((step) => web || step !== 'app'));
  const facts = await stack.start(found);
  await progress.done();
  if (stoppingSince !== undefined) return;
  writeFacts(dir, facts);
  process.stdout.write(
    `${summary(facts)}\nReady. Ctrl-C stops everything. What happens behind a sign-in shows here:\n\n`,
  );
  audit.start();
}

function fail(reason: string): void {
  if (stoppingSince === undefined) void stop(1, reason);
}

async function stop(code: number, reason?: string): Promise<void> {
  stoppingSince = Date.now();
  audit.stop();
  setTimeout(() => process.exit(1), STOP_TIMEOUT).unref();
  await progress.abort(new Error('stopped'));
  if (reason) process.stderr.write(`${reason}\n`);
  await stack?.close();
  process.exit(code);
}

function summary(facts: StackFacts): string {
  const table = new Table({ style: { head: [], border: [] } });
  const { demoUser } = facts;
  table.push(
    ...(facts.appUrl ? [{ App: facts.appUrl }] : []),
    { Inbox: facts.inboxUrl },
    { 'Demo user': `${demoUser.email}  ${demoUser.password}` },
    { 'User pool': facts.userPoolId },
    { 'App client': facts.clientId },
    { Cognito: facts.cognitoEndpoint },
    { Lambda: facts.lambdaEndpoint },
    { DynamoDB: `${facts.dynamodbEndpoint}  table ${facts.tableName}` },
    { KMS: facts.kmsEndpoint },
    { 'Calls and faults': facts.controlEndpoint },
    { Logs: facts.logsDir },
  );
  return table.toString();
}

function readFlags(): Flags {
  const command = new Command('npm start --')
    .description('Runs the whole system on this machine.')
    .option('--no-web', 'all but the app')
    .option('--port <base>', 'first of the ports; 0: any that are free', toPort, 3600)
    .option('--dir <folder>', 'everything generated goes here', '.local')
    .addOption(
      new Option('--database <name>', 'DynamoDB emulator; the first one found if left out').choices(
        DATABASES,
      ),
    );
  return addSettingsOption(command).allowExcessArguments(false).parse().opts<Flags>();
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port === 0 || (port >= 1024 && port <= 65_000)) return port;
  throw new InvalidArgumentError('It must be 0, or 1024 to 65000.');
}
