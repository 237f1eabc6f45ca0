import Table from 'cli-table3';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** One table of the report. */
export interface Section {
  title: string;
  head: string[];
  rows: (string | number)[][];
  /** How many measurements each figure comes from. */
  runs: number;
  /** How to read it, what was fixed, what it leaves out. */
  notes: string[];
}

export interface Run {
  /** Fewer runs and people, for a look in passing. */
  quick: boolean;
  /** Shows what is being measured at the moment. */
  progress(text: string): void;
}

/** `p` from 0 to 1, by nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds with one decimal. */
export const ms = (value: number): string => value.toFixed(1);

export const ratio = (value: number, base: number): string => `${(value / base).toFixed(2)}×`;

const ROOT = join(__dirname, '..', '..');
/** What the figures depend on most, of all that package.json pins. */
const TOOLS = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-sesv2',
  'amplify-dynamodb-simulator',
  'aws-amplify',
  'aws-cdk-lib',
  'aws-ses-v2-local',
  'cognito-local',
  'cognito-srp',
  'cognito-srp-helper',
  'esbuild',
  'playwright-core',
  'vite',
  'vue',
];

export function surroundings() {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return {
    date: new Date().toISOString(),
    commit: commit(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    versions: Object.fromEntries(TOOLS.map((name) => [name, devDependencies[name]])),
  };
}

/** `-changed` when files differ from it; none outside of a repository. */
function commit(): string | null {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  try {
    const changed = git('status', '--porcelain') ? '-changed' : '';
    return `${git('rev-parse', '--short', 'HEAD').trim()}${changed}`;
  } catch {
    return null;
  }
}

export function print({ title, head, rows, runs, notes }: Section): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  const counted = runs > 1 ? ` (${runs.toLocaleString('en')} runs)` : '';
  return [`${title}${counted}`, table.toString(), ...notes.map((note) => `  ${note}`)].join('\n');
}
