import { zipSync } from 'fflate';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Zips the files of a folder.
 * @param extra more files by path, which replace those of the folder
 */
export function zipFolder(folder: string, extra: Record<string, string> = {}): Uint8Array {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [relative(folder, file).split(sep).join('/'), readFileSync(file)]);
  const added = Object.entries(extra).map(([path, text]) => [path, Buffer.from(text)]);
  return zipSync(Object.fromEntries([...files, ...added]) as Record<string, Uint8Array>);
}
