import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { isRunning } from '../cli/is-running';
import { readStackFile, stackFile, type StackFacts } from '../cli/stack-file';

/** Writes `stack.json` in one step, so that no reader sees half of it. */
export function writeStackFile(dir: string, facts: StackFacts): void {
  const draft = `${stackFile(dir)}.draft`;
  writeFileSync(draft, `${JSON.stringify(facts, null, 2)}\n`);
  renameSync(draft, stackFile(dir));
}

export function removeStackFile(dir: string): void {
  rmSync(stackFile(dir), { force: true });
}

/**
 * Removes the `stack.json` that a killed stack left in the folder.
 * @throws Error if a stack still runs from the folder
 */
export function claimFolder(dir: string): void {
  const pid = pidIn(dir);
  if (pid !== undefined && isRunning(pid)) {
    throw new Error(
      `A local stack already runs from ${dir} (process ${pid}). Stop it, or use another folder with --port 4600 --dir .local-2`,
    );
  }
  removeStackFile(dir);
}

function pidIn(dir: string): number | undefined {
  try {
    return readStackFile(dir).pid;
  } catch {
    return undefined;
  }
}
