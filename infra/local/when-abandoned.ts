import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { isRunning } from './is-running';

const INTERVAL = 500;

/**
 * Tells when whoever started this process has ended without ending it. npm runs a script in a shell: a signal
 * to npm alone ends the shell at most, and if npm is killed the shell does not even notice.
 */
export function whenAbandoned(tell: () => void): void {
  const parent = process.ppid;
  const npm = npmBehind(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isRunning(npm))) return;
    clearInterval(timer);
    tell();
  }, INTERVAL).unref();
}

/** The npm that runs this as a script in a shell of its own; undefined if there is none, or no shell between. */
function npmBehind(parent: number): number | undefined {
  if (!process.env.npm_lifecycle_event) return undefined;
  try {
    const told = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', `${parent}`]).toString();
    const [, pid, command = ''] = /^\s*(\d+)\s+(.*)$/m.exec(told) ?? [];
    return /(^|\/)-?\w*sh$/.test(command.trim()) ? Number(pid) : undefined;
  } catch {
    // Windows, and images without ps: the parent alone is watched.
    return undefined;
  }
}
