import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOptions } from '../../../infra/packaging/bundle';
import { FUNCTION_FILES, type FunctionName } from '../../../infra/packaging/function-files';
import {
  hundredths,
  median,
  megabytes,
  tenths,
  type Cell,
  type Run,
  type Section,
} from '../report';

const ROOT = join(__dirname, '..', '..', '..');
/** In the project, so that a bundle that leaves the SDK out finds it as it would in Lambda's runtime. */
const OUT = join(ROOT, '.local', 'bench');

const { bundle, platform, target, format } = bundleOptions;
const VARIANTS = {
  ours: bundleOptions,
  'SDK left to the runtime': { ...bundleOptions, external: ['@aws-sdk/*', '@smithy/*'] },
  'esbuild defaults': { bundle, platform, target, format },
};

type Variant = keyof typeof VARIANTS;
const VARIANT_NAMES = Object.keys(VARIANTS) as Variant[];

/** Reads any variable of ours as a number that also passes for a name: bundles load without a stack. */
const LOAD = `
const read = (name) => name === 'AWS_REGION' ? 'us-east-1' : /^(AWS|NODE)/.test(String(name)) ? undefined : '7';
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
    for (const name of Object.keys(FUNCTION_FILES) as FunctionName[]) {
      progress(`weight: ${name}`);
      const bundles: Bundle[] = [];
      for (const variant of VARIANT_NAMES) bundles.push(await bundled(name, variant));
      // In turns, so that what else the machine does meets them all alike.
      for (let n = 0; n < runs; n++) {
        for (const { file, loads } of bundles) loads.push(loadOnce(file));
      }
      const [own] = bundles;
      if (!own) continue;
      rows.push(...bundles.map((bundle) => [name, ...compared(bundle, own)]));
      modules.push([name, ...heaviest(own.inputs)]);
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

interface Bundle {
  variant: Variant;
  file: string;
  bytes: number;
  inputs: Inputs;
  loads: Load[];
}

async function bundled(name: FunctionName, variant: Variant): Promise<Bundle> {
  const file = join(OUT, variant.replace(/ /g, '-'), `${name}.js`);
  mkdirSync(join(file, '..'), { recursive: true });
  const { metafile } = await build({
    ...VARIANTS[variant],
    entryPoints: [join(ROOT, `${FUNCTION_FILES[name]}.ts`)],
    outfile: file,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  return { variant, file, bytes: output?.bytes ?? 0, inputs: output?.inputs ?? {}, loads: [] };
}

function compared(bundle: Bundle, own: Bundle): Cell[] {
  const typical = ({ loads }: Bundle, of: keyof Load) => median(loads.map((load) => load[of]));
  return [
    bundle.variant,
    bundle.bytes,
    hundredths(bundle.bytes / own.bytes),
    tenths(typical(bundle, 'load')),
    hundredths(typical(bundle, 'load') / typical(own, 'load')),
    megabytes(typical(bundle, 'heap')),
    megabytes(typical(bundle, 'rss')),
  ];
}

type Inputs = Record<string, { bytesInOutput: number }>;

function heaviest(inputs: Inputs): string[] {
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
