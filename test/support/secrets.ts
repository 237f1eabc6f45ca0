import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackFacts } from '../../infra/cli/stack-file';

/** All log lines of all functions and parts of the stack so far. */
export function everyLogLine(stack: StackFacts): string[] {
  return readdirSync(stack.logsDir).flatMap((file) =>
    readFileSync(join(stack.logsDir, file), 'utf8').split('\n'),
  );
}

/** JSON in which bytes stand in every spelling that a reader might search: hex, base64, base64url, text. */
export function spellOut(value: unknown): string {
  return JSON.stringify(value, (_key, part) => {
    if (part?.type === 'Buffer') return spellings(Buffer.from(part.data));
    if (part instanceof Uint8Array) return spellings(Buffer.from(part));
    return part;
  });
}

export const spellings = (bytes: Buffer): string[] => [
  bytes.toString('hex'),
  bytes.toString('base64'),
  bytes.toString('base64url'),
  bytes.toString('latin1'),
];
