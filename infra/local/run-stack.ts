// First: it quiets a warning of the SDK's.
import '../cli/options';
import Table from 'cli-table3';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { SERVICES, type Service, type StackFacts } from '../cli/stack-file';
import { AuditPrinter } from './audit-printer';
import { DATABASES, type DatabaseChoice } from './aws/dynamodb/database';
import { claimFolder, removeStackFile, writeStackFile } from './claim-folder';
import { checkPrerequisites, LocalStack, STEPS, type StackOptions, type Step } from './local-stack';
import { Progress } from './progress';
import { onParentExit } from './watch-parent';

/** Milliseconds until the process ends, even if parts are still open. */
const STOP_TIMEOUT = 5_000;
/** Milliseconds. A terminal and npm both send Ctrl-C: a second signal within this time is the same one. */
const SAME_SIGNAL = 500;

/** How many resources of a type are named, not just counted; stack.json names all. */
const NAMED = 4;

/** Options of every command that runs a stack. */
export interface RunFlags {
  port: number;
  dir: string;
  database?: DatabaseChoice;
  allowOrigin: string[];
  users?: string;
}

export type RunOptions = Omit<StackOptions, 'step' | 'onAudit' | 'onCrash'>;

/** Adds the options that every command has that runs a stack. */
export function addRunOptions(command: Command): Command {
  return command
    .option('--port <base>', 'the first port; 0 for any free ones', toPort, 3600)
    .option('--dir <folder>', 'folder for generated files', '.local')
    .option('--users <file>', 'JSON file with the users to create')
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
}

/**
 * Runs a local stack until the process is asked to end, and shows what it does.
 * @throws never; an error ends the process with code 1
 */
export function runStack(options: RunOptions): void {
  new StackRun(options).run();
}

class StackRun {
  private readonly progress = new Progress();
  private readonly audit = new AuditPrinter();
  private stack: LocalStack | undefined;
  private stoppingSince: number | undefined;

  constructor(private readonly options: RunOptions) {}

  run(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (this.stoppingSince === undefined) void this.stop(0);
        else if (Date.now() - this.stoppingSince > SAME_SIGNAL) process.exit(1);
      });
    }
    onParentExit(() => {
      if (this.stoppingSince === undefined) void this.stop(0);
    });
    // An unexpected error shows its stack, an expected one its message.
    process.on('uncaughtException', (error) => this.fail(error.stack ?? error.message));
    process.on('exit', () => {
      if (this.stack) removeStackFile(this.options.dir);
    });
    this.start().catch((error: Error) => this.fail(error.message));
  }

  private async start(): Promise<void> {
    const { options, progress, audit } = this;
    const prerequisites = await checkPrerequisites(options);
    claimFolder(options.dir);
    this.stack = new LocalStack({
      ...options,
      step: (step, work) => progress.step(step, work),
      onAudit: (events) => audit.print(events),
      onCrash: (reason) => this.fail(reason),
    });
    const steps = Object.keys(STEPS) as Step[];
    progress.show(steps.filter((step) => options.page || step !== 'app'));
    const facts = await this.stack.start(prerequisites);
    await progress.done();
    if (this.stoppingSince !== undefined) return;
    writeStackFile(options.dir, facts);
    process.stdout.write(
      `${summary(facts)}\n${leftAlone(facts)}Ready. Press Ctrl-C to stop. Audit events of sign-ins appear here:\n\n`,
    );
    audit.start();
  }

  private fail(reason: string): void {
    if (this.stoppingSince === undefined) void this.stop(1, reason);
  }

  private async stop(code: number, reason?: string): Promise<void> {
    this.stoppingSince = Date.now();
    this.audit.stop();
    setTimeout(() => process.exit(1), STOP_TIMEOUT).unref();
    await this.progress.abort(new Error('stopped'));
    if (reason) process.stderr.write(`${reason}\n`);
    await this.stack?.close();
    process.exit(code);
  }
}

function summary(facts: StackFacts): string {
  const table = new Table({ style: { head: [], border: [] } });
  const { demoUser, endpoints, clients } = facts;
  const services = (Object.keys(SERVICES) as Service[]).filter((service) => endpoints[service]);
  const [first, ...others] = clients;
  table.push(
    ...services.map((service) => ({ [SERVICES[service]]: endpoints[service] })),
    { 'Demo user': `${demoUser.email}  ${demoUser.password}` },
    { 'User pool': facts.userPoolId },
    { 'App client': others.length > 0 ? clients.map(inWords).join('\n') : (first?.clientId ?? '') },
    { Table: facts.tableName },
    { Logs: facts.logsDir },
  );
  return table.toString();
}

const inWords = ({ clientId, logicalId }: StackFacts['clients'][number]) =>
  `${clientId}  ${logicalId}`;

/** What the app has besides, by type. */
function leftAlone({ leftAlone: resources }: StackFacts): string {
  if (resources.length === 0) return '';
  const byType = new Map<string, string[]>();
  for (const { type, logicalId } of resources) {
    byType.set(type, [...(byType.get(type) ?? []), logicalId]);
  }
  const lines = [...byType].map(
    ([type, ids]) => `  ${type}: ${ids.length > NAMED ? ids.length : ids.join(', ')}`,
  );
  return `The app also has these resources, which do not run here:\n${lines.join('\n')}\n`;
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
