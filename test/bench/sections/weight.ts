import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOptions } from '../../../infra/bundles';
import { FUNCTION_FILES, type FunctionName } from '../../../infra/functions';
import { median, megabytes, tenths, type Run, type Section } from '../report';

const ROOT = join(__dirname, '..', '..', '..');
/** In the project, so that a bundle that leaves the SDK out finds it as it would in Lambda's runtime. */
const OUT = join(ROOT, '.local', 'bench');

const { bundle, platform, target, format } = bundleOptions;
const VARIANTS = {
  ours: bundleOptions,
  'SDK left to the runtime': { ...bundleOptions, external: ['@aws-sdk/*', '@smithy/*'] },
  'esbuild defaults': { bundle, platform, target, format },
};

/** Reads any variable of ours as a number that also passes for a name: bundles load without a stack. */
const LOAD = `
const read = (name) => name === 'AWS_REGION' ? 'us-east-1' : /^(AWS|NODE|POWERTOOLS_(DEV|METRICS))/.test(String(name)) ? undefined : '7';
process.env = new Proxy({}, { get: (_, name) => read(name), has: (_, name) => read(name) !== undefined });
const from = process.hrtime.bigint();
require(process.argv[1]);
const load = Number(process.hrtime.bigint() - from) / 1e6;
process.stdout.write(JSON.stringify({ load, heap: process.memoryUsage().heapUsed, rss: process.memoryUsage().rss }));
`;

interface Load {
  load: number;
  heap: number;
  rss: number;
}

const loadOnce = (file: string): Load =>
  JSON.parse(
    execFileSync(process.execPath, ['-e', LOAD, file], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString(),
  );

/** Weight of each function: bytes, what is in them, time to load, memory; against plain alternatives. */
export async function weight({ quick, progress }: Run): Promise<Section[]> {
  const runs = quick ? 5 : 20;
  const rows: Section['rows'] = [];
  const modules: Section['rows'] = [];
  try {
    for (const [name, file] of Object.entries(FUNCTION_FILES) as [FunctionName, string][]) {
      let own: { bytes: number; load: number } | undefined;
      for (const [variant, options] of Object.entries(VARIANTS)) {
        progress(`${name}, ${variant}`);
        const outfile = join(OUT, variant.replace(/ /g, '-'), `${name}.js`);
        mkdirSync(join(outfile, '..'), { recursive: true });
        const { metafile } = await build({
          ...options,
          entryPoints: [join(ROOT, `${file}.ts`)],
          outfile,
          metafile: true,
        });
        const [output] = Object.values(metafile.outputs);
        const loads = Array.from({ length: runs }, () => loadOnce(outfile));
        const bytes = output?.bytes ?? 0;
        const load = median(loads.map(({ load: time }) => time));
        own ??= { bytes, load };
        rows.push([
          name,
          variant,
          bytes,
          tenths(bytes / own.bytes),
          tenths(load),
          tenths(load / own.load),
          megabytes(median(loads.map(({ heap }) => heap))),
          megabytes(median(loads.map(({ rss }) => rss))),
        ]);
        if (variant === 'ours') modules.push([name, ...heaviest(output?.inputs ?? {})]);
      }
    }
  } finally {
    rmSync(OUT, { recursive: true, force: true });
  }
  return [
    {
      title: 'Weight of each function',
      head: ['function', 'bundle', 'bytes', '× ours', 'load, ms', '× ours', 'heap, MB', 'RSS, MB'],
      rows,
      runs,
      notes: [`Medians of ${runs} fresh processes.`],
    },
    {
      title: 'Heaviest modules in our bundles',
      head: ['function', '1', '2', '3', '4', '5'],
      rows: modules,
      runs: 1,
      notes: [],
    },
  ];
}

function heaviest(inputs: Record<string, { bytesInOutput: number }>): string[] {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const [, found = 'own code'] =
      /node_modules\/((?:@[^/]+\/)?[^/]+(?:\/dist-es\/submodules\/[^/]+)?)/.exec(path) ?? [];
    const module = found.replace('/dist-es/submodules', '');
    bytes.set(module, (bytes.get(module) ?? 0) + bytesInOutput);
  }
  return [...bytes]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([module, size]) => `${module} ${(size / 1000).toFixed(0)} kB`);
}
