import Table from 'cli-table3';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** Some figures of the same kind stand together, as p50, p95 and p99; null where there is none. */
export type Cell = string | number | readonly number[] | null;

/** One table of the report. */
export interface Section {
  title: string;
  head: string[];
  rows: Cell[][];
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

export const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** To one decimal: what milliseconds and megabytes are told in. */
export const tenths = (value: number): number => Math.round(value * 10) / 10;

export const kilobytes = (bytes: number): number => tenths(bytes / 1000);

export const megabytes = (bytes: number): number => tenths(bytes / 2 ** 20);

const ROOT = join(__dirname, '..', '..');
/** What the figures depend on most, of all that package.json pins. */
const TOOLS = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-sesv2',
  'amplify-dynamodb-simulator',
  'aws-amplify',
  'aws-cdk-lib',
  'aws-ses-v2-local',
  'cognito-srp-helper',
  'esbuild',
  'playwright-core',
  'vite',
  'vue',
];

export type Surroundings = ReturnType<typeof surroundings>;

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

function inWords(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'object') return cell.map(inWords).join(' / ');
  return typeof cell === 'number' ? cell.toLocaleString('en') : cell;
}

const headline = ({ title, runs }: Section) =>
  runs > 1 ? `${title} (${inWords(runs)} runs)` : title;

export function print(section: Section): string {
  const { head, rows, notes } = section;
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows.map((row) => row.map(inWords)));
  return [headline(section), table.toString(), ...notes.map((note) => `  ${note}`)].join('\n');
}

export function markdown(section: Section): string {
  const { head, rows, notes } = section;
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) =>
    rows.some((row) => typeof row[column] === 'string') ? '---' : '---:',
  );
  const body = rows.map((row) => line(head.map((_, column) => inWords(row[column] ?? null))));
  const table = [line(head), line(rule), ...body];
  return [`## ${headline(section)}`, table.join('\n'), notes.join('\n')].join('\n\n');
}

/** Machine, versions and the like in lines. */
export function aboutLines({ versions, ...about }: Surroundings): string[] {
  const list = (values: Record<string, unknown>) =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · ');
  return [list(about), list(versions)];
}
