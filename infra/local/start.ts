import Table from 'cli-table3';
import { Command, InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { addSettingsOption, withCdkJson, type SettingsFlags } from '../cli/options';
import { SERVICES, type Service, type StackFacts } from '../cli/stack-file';
import { AuditPrinter } from './audit-printer';
import { DATABASES, type DatabaseChoice } from './aws/dynamodb/database';
import { Progress } from './progress';
import { claimFolder, removeStackFile, writeStackFile } from './claim-folder';
import { checkPrerequisites, LocalStack, STEPS, type Step } from './local-stack';
import { onParentExit } from './watch-parent';

/** Milliseconds until the process ends, even if parts are still open. */
const STOP_TIMEOUT = 5_000;
/** Milliseconds. A terminal and npm both send Ctrl-C: a second signal within this time is the same one. */
const SAME_SIGNAL = 500;

interface Flags extends SettingsFlags {
  web: boolean;
  port: number;
  dir: string;
  database?: DatabaseChoice;
  app?: string;
  allowOrigin: string[];
}

const flags = readFlags();
const { web, port: basePort, dir: folder, database, allowOrigin: allowOrigins } = flags;
const settings = withCdkJson(flags);
const app = flags.app && resolve(flags.app);
const dir = resolve(folder);
const progress = new Progress();
const audit = new AuditPrinter();
let stack: LocalStack | undefined;
let stoppingSince: number | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stoppingSince === undefined) void stop(0);
    else if (Date.now() - stoppingSince > SAME_SIGNAL) process.exit(1);
  });
}
onParentExit(() => {
  if (stoppingSince === undefined) void stop(0);
});
// An unexpected error shows its stack, an expected one its message.
process.on('uncaughtException', (error) => fail(error.stack ?? error.message));
process.on('exit', () => {
  if (stack) removeStackFile(dir);
});

main().catch((error: Error) => fail(error.message));

async function main(): Promise<void> {
  const prerequisites = await checkPrerequisites({ basePort, settings, database });
  claimFolder(dir);
  stack = new LocalStack({
    dir,
    app,
    basePort,
    database,
    allowOrigins,
    web,
    settings,
    step: (step, work) => progress.step(step, work),
    onAudit: (events) => audit.print(events),
    onCrash: fail,
  });
  const steps = Object.keys(STEPS) as Step[];
  progress.show(steps.filter((step) => web || step !== 'app'));
  const facts = await stack.start(prerequisites);
  await progress.done();
  if (stoppingSince !== undefined) return;
  writeStackFile(dir, facts);
  process.stdout.write(
    `${summary(facts)}\nReady. Press Ctrl-C to stop. Audit events of sign-ins appear here:\n\n`,
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
  const { demoUser, endpoints } = facts;
  const services = (Object.keys(SERVICES) as Service[]).filter((service) => endpoints[service]);
  table.push(
    ...services.map((service) => ({ [SERVICES[service]]: endpoints[service] })),
    { 'Demo user': `${demoUser.email}  ${demoUser.password}` },
    { 'User pool': facts.userPoolId },
    { 'App client': facts.clientId },
    { Table: facts.tableName },
    { Logs: facts.logsDir },
  );
  return table.toString();
}

function readFlags(): Flags {
  const command = new Command('npm start --')
    .description('Runs the whole system on this machine.')
    .option('--no-web', 'run everything except the app')
    .option('--port <base>', 'the first port; 0 for any free ones', toPort, 3600)
    .option('--app <module>', 'another CDK app with a function buildApp, instead of infra/app.ts')
    .option('--dir <folder>', 'folder for generated files', '.local')
    .option(
      '--allow-origin <origin>',
      'also let pages of this origin call Cognito; repeat for more',
      (origin: string, others: string[]) => [...others, toOrigin(origin)],
      [],
    )
    .addOption(
      new Option('--database <name>', 'DynamoDB emulator; by default the first one found').choices(
        DATABASES,
      ),
    );
  return addSettingsOption(command).allowExcessArguments(false).parse().opts<Flags>();
}

function toOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw new InvalidArgumentError('It must look like http://localhost:5173.');
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port === 0 || (port >= 1024 && port <= 65_000)) return port;
  throw new InvalidArgumentError('It must be 0, or 1024 to 65000.');
}
