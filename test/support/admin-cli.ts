import { dirname } from 'node:path';
import { startCommand, type Outcome } from './command';

/** Starts `npm run admin -- …`. */
export const start = (args: string[], environment?: NodeJS.ProcessEnv) =>
  startCommand('infra/admin/admin.ts', args, environment);

export const run = (args: string[], environment?: NodeJS.ProcessEnv): Promise<Outcome> =>
  start(args, environment).outcome;

/** A command on the stack that the tests share. */
export const admin = (...args: string[]): Promise<Outcome> =>
  run([...args, '--dir', dirname(process.env.STACK_FILE ?? '')]);

/**
 * The same with `--json`.
 * @throws Error with what it said if it did not succeed
 */
export async function adminJson<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await admin(...args, '--json');
  if (code !== 0) throw new Error(`Exit code ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
