import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Deletes the declarations that no entry of the package refers to. */
export function pruneTypes(folder: string, entries: string[]): void {
  const needed = new Set<string>();
  const add = (file: string): void => {
    if (needed.has(file)) return;
    needed.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g);
    for (const [, path = ''] of imports) add(declarationOf(resolve(dirname(file), path)));
  };
  for (const entry of entries) add(join(folder, entry));
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of all) {
    const file = join(folder, path);
    if (file.endsWith('.d.ts') && !needed.has(file)) rmSync(file);
  }
}

function declarationOf(module: string): string {
  const found = [`${module}.d.ts`, join(module, 'index.d.ts')].find((file) => existsSync(file));
  if (!found) throw new Error(`There are no declarations of ${module}.`);
  return found;
}
