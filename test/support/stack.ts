import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StackFacts } from '../../infra/cli/stack-file';
import type { DatabaseChoice } from '../../infra/local/aws/dynamodb/database';

const ROOT = join(__dirname, '..', '..');
const START_TIMEOUT = 120_000;
/** `npm run test:dynamodb-local` sets it. */
const TEST_DATABASE = process.env.TEST_DATABASE as DatabaseChoice | undefined;

export interface StackOptions {
  /** As with `npm start -- -c name=value`. */
  settings?: Record<string, string>;
  /** Whether to build and serve the app; not if left out. */
  web?: boolean;
  /** As with `npm start -- --app`. */
  app?: string;
  /** As with `npm start -- --database`. */
  database?: DatabaseChoice | undefined;
}

export interface ProcessOptions extends StackOptions {
  /** The first port; any free ones if left out. */
  port?: number;
  env?: NodeJS.ProcessEnv;
}

export interface Ended {
  code: number | null;
  output: string;
}

const factsIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as StackFacts;

/** The command of `npm start`, running in a process and a folder of its own. */
export class StackProcess {
  readonly dir = mkdtempSync(join(tmpdir(), 'email-mfa-'));
  readonly file = join(this.dir, 'stack.json');
  readonly ended: Promise<Ended>;
  private readonly child;
  private output = '';

  constructor({ settings = {}, web = false, port = 0, ...options }: ProcessOptions = {}) {
    const { app, database = TEST_DATABASE, env } = options;
    this.child = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', join('infra', 'local', 'start.ts')],
        ...['--dir', this.dir, '--port', String(port)],
        ...(app ? ['--app', app] : []),
        ...(database ? ['--database', database] : []),
        ...(web ? [] : ['--no-web']),
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
    );
    const gather = (chunk: Buffer) => (this.output += chunk.toString());
    this.child.stdout?.on('data', gather);
    this.child.stderr?.on('data', gather);
    this.ended = once(this.child, 'close').then(([code]) => ({
      code: code as number | null,
      output: this.output,
    }));
  }

  /** @throws Error with all it printed if it ends before it is ready */
  async ready(): Promise<StackFacts> {
    let ended: Ended | undefined;
    void this.ended.then((end) => (ended = end));
    for (const deadline = Date.now() + START_TIMEOUT; !existsSync(this.file); await sleep(50)) {
      if (ended) throw new Error(`The local stack ended with code ${ended.code}:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`The local stack is not ready:\n${this.output}`);
    }
    return factsIn(this.file);
  }

  /** Resolves when it has printed a text. */
  async printed(text: string): Promise<void> {
    while (!this.output.includes(text)) await sleep(50);
  }

  async signal(name: NodeJS.Signals): Promise<Ended> {
    this.child.kill(name);
    return this.ended;
  }

  /** Ends it and removes its folder. */
  async stop(): Promise<void> {
    await this.signal('SIGTERM');
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export interface RunningStack {
  facts: StackFacts;
  /** Its stack.json. */
  file: string;
  stop(): Promise<void>;
}

/**
 * A local stack of its own for tests that need other settings, or break things. Within Jest, it takes half a
 * second of CPU, as it runs in the process of stack-host.ts.
 */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const { STACK_HOST } = process.env;
  // Building the app would hold up the other stacks of the host.
  if (!STACK_HOST || options.web) return startProcess(options);
  const ask = async (what: string, body: object) => {
    const response = await fetch(`${STACK_HOST}/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The local stack did not ${what}: ${text}`);
    return JSON.parse(text) as { dir: string; file: string };
  };
  const { dir, file } = await ask('start', { database: TEST_DATABASE, ...options });
  return { facts: factsIn(file), file, stop: async () => void (await ask('stop', { dir })) };
}

async function startProcess(options: StackOptions): Promise<RunningStack> {
  const stack = new StackProcess(options);
  try {
    return { facts: await stack.ready(), file: stack.file, stop: () => stack.stop() };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
