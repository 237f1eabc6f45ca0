import { startStack, type RunningStack } from './stack';

declare global {
  /** The stack that all tests of this run share; for global-teardown.ts. */
  var sharedStack: RunningStack | undefined;
}

/** Starts the stack that the tests share; they find it by STACK_FILE, see current-stack.ts. */
export default async function globalSetup(): Promise<void> {
  globalThis.sharedStack = await startStack({ web: true, settings: { eventBus: 'security' } });
  process.env.STACK_FILE = globalThis.sharedStack.file;
}
