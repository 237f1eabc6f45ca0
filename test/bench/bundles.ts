/** Prints each function's bundle size and how long it takes to load in a fresh process (median of 20). */
import Table from 'cli-table3';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../infra/app';
import { FUNCTION_FILES } from '../../infra/functions';

const RUNS = 20;
const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-bench-'));

interface Resource {
  Type: string;
  Properties: { Environment?: { Variables: Record<string, unknown> } };
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;

function loadMilliseconds(bundle: string, env: Record<string, string>): number {
  const script =
    'const from = process.hrtime.bigint(); require(process.argv[1]);' +
    'process.stdout.write(String(Number(process.hrtime.bigint() - from) / 1e6))';
  return Number(
    execFileSync(process.execPath, ['-e', script, bundle], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
}

try {
  const { stacks } = buildApp({}, outdir).synth();
  const resources = (stacks[0]?.template as { Resources: Record<string, Resource> }).Resources;
  const table = new Table({ head: ['function', 'bytes', `load, ms (median of ${RUNS})`] });
  for (const name of Object.keys(FUNCTION_FILES)) {
    const bundle = join(outdir, 'bundles', name, 'index.js');
    const variables = Object.entries(resources).find(
      ([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.includes(name),
    )?.[1].Properties.Environment?.Variables;
    // References stay unresolved: loading calls nothing, it only needs a value to be there.
    const values = Object.entries(variables ?? {}).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : 'unresolved',
    ]);
    const env = { AWS_REGION: 'us-east-1', ...Object.fromEntries(values) };
    const times = Array.from({ length: RUNS }, () => loadMilliseconds(bundle, env));
    table.push([name, statSync(bundle).size.toLocaleString('en'), median(times).toFixed(1)]);
  }
  process.stdout.write(`${table.toString()}\nNode ${process.version}, ${process.arch}\n`);
} finally {
  rmSync(outdir, { recursive: true });
}
