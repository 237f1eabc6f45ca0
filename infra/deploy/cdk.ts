import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { CommandError } from '../cli/errors';

const ROOT = join(__dirname, '..', '..');

/**
 * Runs the CDK command line and shows its output.
 * @throws CommandError if it fails; the CDK has printed the reason
 */
export async function runCdk(args: string[], settings: Record<string, string>): Promise<void> {
  const bin = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
  const context = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(process.execPath, [bin, ...args, ...context], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new CommandError(`cdk ${args[0] ?? ''} failed.`);
}
