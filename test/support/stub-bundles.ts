import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlesIn } from '../../infra/packaging/function-files';

/** Bundles that hold nothing, for tests of templates only. Returns their folder. */
export function stubBundles(outdir: string): string {
  const root = join(outdir, 'bundles');
  for (const [name, folder] of Object.entries(bundlesIn(root))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), `// ${name}`);
  }
  return root;
}
