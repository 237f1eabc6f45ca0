import { zipSync } from 'fflate';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * A zip of a folder's files, at its root.
 * @param extra further files by their path, over those of the folder
 */
export function zipFolder(folder: string, extra: Record<string, string> = {}): Uint8Array {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [relative(folder, file).split(sep).join('/'), readFileSync(file)]);
  const added = Object.entries(extra).map(([path, text]) => [path, Buffer.from(text)]);
  return zipSync(Object.fromEntries([...files, ...added]) as Record<string, Uint8Array>);
}
