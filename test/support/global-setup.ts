import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StackProcess } from './stack';

declare global {
  /** What all tests of this run share; for global-teardown.ts. */
  var shared: { stack?: StackProcess; host: ReturnType<typeof spawn> } | undefined;
}

/** How the stack is started that tests share. */
const SHARED = { web: true, settings: { eventBus: 'security' } };

/**
 * Starts the stack that the tests share, and the host of those that tests have for themselves. Tests find them
 * by STACK_FILE, see current-stack.ts, and STACK_HOST, see stack.ts. If STACK_FILE is set already, they use
 * that stack, and it stays up after them.
 * @throws Error that says how to start a stack if none runs where STACK_FILE says
 */
export default async function globalSetup(): Promise<void> {
  // Jest calls this once for each project.
  if (globalThis.shared) return;
  const { STACK_FILE } = process.env;
  if (STACK_FILE && !existsSync(STACK_FILE)) {
    throw new Error(`No stack runs at ${STACK_FILE}. Start one: npm start -- -c eventBus=security`);
  }
  const host = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'stack-host.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  globalThis.shared = { host };
  if (!STACK_FILE) {
    const stack = (globalThis.shared.stack = new StackProcess(SHARED));
    await stack.ready();
    process.env.STACK_FILE = stack.file;
  }
  const [address] = (await once(host.stdout, 'data')) as [Buffer];
  process.env.STACK_HOST = address.toString().trim();
}
