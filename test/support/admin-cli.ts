import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(__dirname, '..', '..');

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** `npm run admin -- …` in a process of its own, without a terminal. */
export function start(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'infra', 'admin', 'admin.ts'), ...args],
    {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = once(child, 'close');
  const outcome = Promise.all([text(child.stdout), text(child.stderr), ended]).then(
    ([stdout, stderr]): Outcome => ({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return { child, outcome };
}

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
