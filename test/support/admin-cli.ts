import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** `npm run admin -- …` in a process of its own, without a terminal. */
export function run(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const script = join(ROOT, 'infra', 'admin', 'admin.ts');
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', script, ...args],
      { cwd: ROOT, env: { ...process.env, ...environment } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
    child.stdin?.end();
  });
}

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
