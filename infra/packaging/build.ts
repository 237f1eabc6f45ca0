/** Builds the published package into `dist/`: the constructs, their types and the function bundles. */
import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleTriggers } from './bundle';

const ROOT = join(__dirname, '..', '..');
const DIST = join(ROOT, 'dist');

rmSync(DIST, { recursive: true, force: true });
bundleTriggers(join(DIST, 'bundles'));
buildSync({
  entryPoints: {
    index: join(ROOT, 'infra', 'index.ts'),
    'public-parameters': join(ROOT, 'triggers', 'public-parameters.ts'),
  },
  bundle: true,
  // The consumer's CDK, not a copy of it.
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: DIST,
  logLevel: 'warning',
});
execFileSync(
  process.execPath,
  [require.resolve('typescript/bin/tsc'), '-p', join(ROOT, 'tsconfig.build.json')],
  { stdio: 'inherit' },
);
