import Table from 'cli-table3';
import { cpus, totalmem } from 'node:os';

/** One table of the report. */
export interface Section {
  title: string;
  head: string[];
  rows: (string | number)[][];
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

export const machine = () => ({
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cpu: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
});

export function print({ title, head, rows, notes }: Section): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  return [title, table.toString(), ...notes.map((note) => `  ${note}`)].join('\n');
}
