import { readFileSync } from 'node:fs';
import type { StackFacts } from '../../infra/cli/stack-file';

/** The stack that the tests of this run share. */
export function currentStack(): StackFacts {
  const file = process.env.STACK_FILE;
  if (!file) throw new Error('STACK_FILE is not set: global-setup.ts did not run');
  return JSON.parse(readFileSync(file, 'utf8')) as StackFacts;
}
