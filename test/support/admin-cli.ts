import { buildSync, type BuildOptions } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { builtOnce } from '../../infra/packaging/build-cache';

const ROOT = join(__dirname, '..', '..');
const ADMIN = 'infra/admin/admin.ts';
const buildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  sourcemap: 'inline',
  logLevel: 'warning',
  // Every source that looks for a file of the repository is two folders below the root.
  define: { __dirname: JSON.stringify(join(ROOT, 'infra', 'cli')) },
} satisfies BuildOptions;

/** The command in one file, which starts four times as fast as its sources do. */
const adminFile = (): string =>
  join(
    builtOnce('admin', buildOptions, (folder) => {
      const outfile = join(folder, 'admin.js');
      buildSync({ ...buildOptions, entryPoints: [join(ROOT, ADMIN)], outfile });
    }),
    'admin.js',
  );

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Starts `npm run admin -- …` in a process of its own, without a terminal. */
export function start(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--enable-source-maps', adminFile(), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
