/**
 * Writes the CloudFormation templates and the zipped functions to `dist/template/`, for deployments without the
 * CDK.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipFolder } from '../deploy/zip';
import { STACK_NAME } from '../settings/stack-name';
import { functionsIn } from './template-functions';
import { buildApp, type PoolKind } from './template-app';

const KINDS: PoolKind[] = ['new-pool', 'existing-pool'];

/** @param outdir folder for the templates and, in `functions/`, the zips that they read from a bucket */
export function writeTemplates(outdir: string): void {
  const functions = join(outdir, 'functions');
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(functions, { recursive: true });
  for (const pool of KINDS) {
    const assembly = mkdtempSync(join(tmpdir(), 'email-mfa-template-'));
    const app = buildApp({}, assembly, { pool });
    const { template } = app.synth().getStackByName(STACK_NAME);
    writeFileSync(join(outdir, `${pool}.json`), `${JSON.stringify(template, null, 2)}\n`);
    for (const { zip, folder } of functionsIn(app)) {
      if (readdirSync(functions).includes(zip)) continue;
      writeFileSync(join(functions, zip), zipFolder(folder));
    }
    rmSync(assembly, { recursive: true });
  }
}

if (require.main === module) {
  const outdir = join(__dirname, '..', '..', 'dist', 'template');
  writeTemplates(outdir);
  process.stdout.write(`Templates and functions are in ${outdir}.\n`);
}
