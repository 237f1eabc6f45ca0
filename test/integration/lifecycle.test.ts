import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../../infra/cli/is-running';
import type { StackFacts } from '../../infra/cli/stack-file';
import { until } from '../support/until';
import { StackProcess, type ProcessOptions } from '../support/stack';

const started: StackProcess[] = [];
const start = (options?: ProcessOptions): StackProcess => {
  const stack = new StackProcess(options);
  started.push(stack);
  return stack;
};
afterEach(() => Promise.all(started.splice(0).map((stack) => stack.stop())));
jest.setTimeout(60_000);

function childrenOf(pid: number): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args=']).toString().split('\n');
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => Number(found?.[2]) === pid)
    .map((found) => ({ pid: Number(found?.[1]), command: found?.[3] ?? '' }))
    .filter(({ command }) => !command.startsWith('ps '));
}

function isOpen(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  return new Promise<boolean>((resolve) => {
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
  }).finally(() => socket.destroy());
}

const endpointsOf = ({ endpoints }: StackFacts): string[] => Object.values(endpoints);

/** Children end a moment after what they served, when they find their pipe closed. */
async function allEnd(processes: { pid: number }[]): Promise<void> {
  await until(async () => !processes.some(({ pid }) => isRunning(pid)));
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s leaves no process, no port and no stack.json',
  async (signal) => {
    const stack = start();
    const facts = await stack.ready();
    const children = childrenOf(facts.pid);
    const endpoints = endpointsOf(facts);
    expect(children.map(({ command }) => command).join()).toContain('dynoxide serve');
    for (const endpoint of endpoints) expect(await isOpen(endpoint)).toBe(true);

    const { code } = await stack.signal(signal);
    expect(code).toBe(0);
    await allEnd(children);
    for (const endpoint of endpoints) expect(await isOpen(endpoint)).toBe(false);
    expect(existsSync(stack.file)).toBe(false);
  },
);

test('a signal while starting leaves no process', async () => {
  const stack = start();
  await stack.printed('DynamoDB');
  const { code } = await stack.signal('SIGINT');
  expect(code).toBe(0);
  expect(existsSync(stack.file)).toBe(false);
});

/** The emulators; the tests of this one say which of them they need. */
const DATABASES = [
  ['dynoxide', 'Dynoxide', 'dynoxide serve'],
  ['dynamodb-local', 'DynamoDB Local', 'java'],
] as const;

describe.each(DATABASES)('--database %s', (choice, name, command) => {
  const databaseOf = ({ pid }: StackFacts) =>
    childrenOf(pid).find((child) => child.command.includes(command));

  test('when the emulator dies, the stack says so and ends', async () => {
    const stack = start({ database: choice });
    const facts = await stack.ready();
    process.kill(databaseOf(facts)?.pid ?? 0, 'SIGKILL');
    const { code, output } = await stack.ended;
    expect(code).toBe(1);
    expect(output.trim().split('\n').at(-1)).toContain(`${name} ended by itself (SIGKILL)`);
    for (const endpoint of endpointsOf(facts)) expect(await isOpen(endpoint)).toBe(false);
    expect(existsSync(stack.file)).toBe(false);
  });

  test('when the stack is killed, the emulator ends too', async () => {
    const stack = start({ database: choice });
    const facts = await stack.ready();
    expect(databaseOf(facts)).toBeDefined();
    const children = childrenOf(facts.pid);
    await stack.signal('SIGKILL');
    await allEnd(children);
  });
});

// npm has a shell between itself and the stack, which does not notice either.
test.each(['SIGKILL', 'SIGTERM'] as const)('%s to npm ends the stack too', async (signal) => {
  const dir = mkdtempSync(join(tmpdir(), 'email-mfa-npm-'));
  const args = ['start', '--', '--port', '0', '--no-web', '--dir', dir];
  const npm = spawn('npm', args, { stdio: 'ignore' });
  while (!existsSync(join(dir, 'stack.json'))) await sleep(50);
  const { pid } = JSON.parse(readFileSync(join(dir, 'stack.json'), 'utf8')) as StackFacts;
  const children = childrenOf(pid);
  npm.kill(signal);
  try {
    await allEnd([{ pid }, ...children]);
    expect(existsSync(join(dir, 'stack.json'))).toBe(false);
  } finally {
    if (isRunning(pid)) process.kill(pid);
    rmSync(dir, { recursive: true });
  }
});

test('a taken port is told in one line', async () => {
  // Below the ports that systems give out by themselves, so that no neighbour has one of the range.
  const base = 12_000 + 20 * randomInt(500);
  // DynamoDB's port is the fifth.
  const port = base + 4;
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const { code, output } = await start({ port: base }).ended;
  other.close();
  expect(code).toBe(1);
  expect(output).toBe(
    `Port ${port} (DynamoDB) is taken. Stop what uses it, or start on other ports with --port ${port + 996}\n`,
  );
});

test('a missing emulator is told in one line that names both', async () => {
  const env = { PATH: '/nowhere', JAVA_HOME: undefined };
  const { code, output } = await start({ database: 'dynamodb-local', env }).ended;
  expect(code).toBe(1);
  expect(output).toMatch(/^The local stack needs .* Install DynamoDB Local \(needs Java: .*\n$/);
});

test('a setting that is not allowed is told in one line', async () => {
  const { code, output } = await start({ settings: { codeLength: '5' } }).ended;
  expect(code).toBe(1);
  expect(output).toMatch(/^Setting codeLength is "5"; allowed: .*\n$/);
});
