import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Database } from './database';

/** Dynoxide: DynamoDB on SQLite, one native binary. @returns undefined if this machine has no binary of it */
export async function findDynoxide(): Promise<Database | undefined> {
  for (const command of [binaryOfPackage(), 'dynoxide']) {
    if (command && (await runs(command))) {
      return {
        name: 'Dynoxide',
        command,
        args: (host, port) => ['serve', '--host', host, '--port', String(port)],
      };
    }
  }
  return undefined;
}

/** The optional dependency that brings the binary for this platform. */
function binaryOfPackage(): string | undefined {
  const extension = process.platform === 'win32' ? '.exe' : '';
  try {
    return require.resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide${extension}`);
  } catch {
    return undefined;
  }
}

/** A binary for another C library is found, but does not start. */
const runs = (command: string): Promise<boolean> =>
  promisify(execFile)(command, ['--version']).then(
    () => true,
    () => false,
  );
