import { buildSync, type BuildOptions } from 'esbuild';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundleOptions } from './bundle';

const ROOT = join(__dirname, '..', '..');
const LOCAL = join(ROOT, 'infra', 'local');
/** What runs in threads and processes of its own, or is read by one: the bundle finds them beside itself. */
const BESIDE = [
  'aws/lambda/runtime.mjs',
  'aws/lambda/json-console.mjs',
  'aws/lambda/moved-clock.mjs',
  'aws/dynamodb/end-with-parent.mjs',
  'aws/dynamodb/dynamodb-local.xml',
];
/** Only those who run the local stack install them. */
const OPTIONAL_PEERS = ['aws-ses-v2-local', 'amplify-dynamodb-simulator/package.json'];

export const localStackOptions = {
  ...bundleOptions,
  external: OPTIONAL_PEERS,
  alias: { ...bundleOptions.alias, 'iconv-lite': join(__dirname, 'utf8-only.ts') },
} satisfies BuildOptions;
export const LOCAL_STACK_FILE = join(LOCAL, 'cli.ts');

/** Bundles the command of the package, with all that the local stack needs, to `<dist>/local/cli.js`. */
export function bundleLocalStack(dist: string): void {
  const outdir = join(dist, 'local');
  mkdirSync(outdir, { recursive: true });
  buildSync({
    ...localStackOptions,
    entryPoints: { cli: LOCAL_STACK_FILE },
    outdir,
  });
  for (const file of BESIDE) copyFileSync(join(LOCAL, file), join(outdir, basename(file)));
}
