import { existsSync } from 'node:fs';
import { startStack, type RunningStack } from './stack';

declare global {
  /** The stack that all tests of this run share; for global-teardown.ts. */
  var sharedStack: RunningStack | undefined;
}

/** How the stack is started that tests share. */
const SHARED = { web: true, settings: { eventBus: 'security' } };

/**
 * Starts the stack that the tests share; they find it by STACK_FILE, see current-stack.ts. If STACK_FILE is
 * set already, they use that stack, and it stays up after them.
 * @throws Error that says how to start a stack if none runs where STACK_FILE says
 */
export default async function globalSetup(): Promise<void> {
  const { STACK_FILE } = process.env;
  if (STACK_FILE && existsSync(STACK_FILE)) return;
  if (STACK_FILE) {
    throw new Error(`No stack runs at ${STACK_FILE}. Start one: npm start -- -c eventBus=security`);
  }
  globalThis.sharedStack = await startStack(SHARED);
  process.env.STACK_FILE = globalThis.sharedStack.file;
}
