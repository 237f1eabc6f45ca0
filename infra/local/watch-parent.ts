import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { isRunning } from '../cli/is-running';

const INTERVAL = 500;

/**
 * Calls back when the process that started this one has ended. npm runs a script in a shell: a signal to npm
 * alone ends at most the shell, and a killed npm leaves the shell running.
 */
export function onParentExit(callback: () => void): void {
  const parent = process.ppid;
  const npm = npmBehind(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isRunning(npm))) return;
    clearInterval(timer);
    callback();
  }, INTERVAL).unref();
}

/** The npm that runs this as a script in a shell; undefined if there is none, or no shell between. */
function npmBehind(parent: number): number | undefined {
  if (!process.env.npm_lifecycle_event) return undefined;
  try {
    const output = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', `${parent}`]).toString();
    const [, pid, command = ''] = /^\s*(\d+)\s+(.*)$/m.exec(output) ?? [];
    return /(^|\/)-?\w*sh$/.test(command.trim()) ? Number(pid) : undefined;
  } catch {
    // Windows, and images without ps: only the parent is watched.
    return undefined;
  }
}
