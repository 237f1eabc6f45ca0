import { join } from 'node:path';
import type { Spec } from './kinds';
import { SETTINGS } from './settings';

export const SETTINGS_README = join(__dirname, 'README.md');

/** The default as the documents show it: `none` for an empty one. */
export function shownDefault({ default: value }: Spec<unknown>): string {
  const shown = String(value);
  return shown === '' ? 'none' : `\`${shown}\``;
}

/**
 * The Markdown text with its table replaced by the reference of all settings.
 * @throws Error if the text has no such table
 */
export function withReference(readme: string): string {
  const table = /^\| setting .*\n(\|.*\n)+/m;
  if (!table.test(readme)) throw new Error(`${SETTINGS_README} has no table of settings.`);
  return readme.replace(table, () => `${referenceTable()}\n`);
}

/** A Markdown table with one row per setting, its columns aligned as Prettier aligns them. */
function referenceTable(): string {
  const rows = Object.entries(SETTINGS).map(([name, spec]) => [
    `\`${name}\``,
    shownDefault(spec),
    spec.allowed,
    spec.about,
  ]);
  const header = ['setting', 'default', 'allowed', 'description'];
  const widths = header.map((title, n) =>
    Math.max(title.length, ...rows.map((row) => row[n]?.length ?? 0)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  return [header, rule, ...rows]
    .map((cells) => `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`)
    .join('\n');
}
