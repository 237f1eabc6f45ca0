import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until it is so.
 * @throws Error if it is not so within 60 s
 */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isSo()); await sleep(50)) {
    if (Date.now() > deadline) throw new Error(`Not so in time: ${isSo.toString()}`);
  }
}
