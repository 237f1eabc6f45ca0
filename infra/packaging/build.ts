/** Builds the published package into `dist/`: the constructs, their types, the function bundles and their licenses. */
import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleTriggers } from './bundle';
import { bundleLocalStack } from './bundle-local-stack';
import { writeLicenses } from './licenses';
import { pruneTypes } from './prune-types';

const ROOT = join(__dirname, '..', '..');
const DIST = join(ROOT, 'dist');

async function buildPackage(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  bundleTriggers(join(DIST, 'bundles'));
  await writeLicenses(join(DIST, 'THIRD-PARTY-LICENSES.txt'));
  buildSync({
    entryPoints: {
      index: join(ROOT, 'infra', 'index.ts'),
      'public-parameters': join(ROOT, 'triggers', 'public-parameters.ts'),
      'testing/index': join(ROOT, 'infra', 'testing', 'index.ts'),
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
  bundleLocalStack(DIST);
  const openApi = join(ROOT, 'triggers', 'account', 'openapi.json');
  copyFileSync(openApi, join(DIST, 'account-api.json'));
  const tsc = require.resolve('typescript/bin/tsc');
  const project = join(ROOT, 'tsconfig.build.json');
  execFileSync(process.execPath, [tsc, '-p', project], { stdio: 'inherit' });
  pruneTypes(join(DIST, 'types'), [
    'infra/index.d.ts',
    'infra/testing/index.d.ts',
    'triggers/public-parameters.d.ts',
  ]);
}

buildPackage().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
