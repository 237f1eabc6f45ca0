import Table from 'cli-table3';

/** Replaces control and format characters: users choose their profile, and it must not control an admin's terminal. */
export const printable = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');

/** JSON with the same characters escaped: JSON itself leaves U+009B as it is, which starts terminal commands. */
export const json = (value: unknown) =>
  JSON.stringify(value, null, 2).replace(/[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((n) => `\\u${character.charCodeAt(n).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** A table with a header row. If it is wider than the terminal, its widest column wraps. */
export function table(head: string[], rows: string[][], width = terminalWidth()): string {
  const cells = rows.map((row) => row.map(printable));
  const result = new Table({
    head,
    style: { head: [], border: [], compact: true },
    // Each column has a line before it and a space on either side.
    ...fit([head, ...cells], width - 1 - head.length * 3),
  });
  result.push(...cells);
  return result.toString();
}

/** Names on the left, values on the right. */
export function nameValueList(
  rows: [name: string, value: string][],
  width = terminalWidth(),
): string {
  const cells = rows.map((row) => row.map(printable));
  const result = new Table({
    chars: NO_LINES,
    style: { border: [], 'padding-left': 0, 'padding-right': 2 },
    ...fit(cells, width - 4),
  });
  result.push(...cells);
  return result.toString().replace(/ +$/gm, '');
}

/** ISO 8601 of epoch milliseconds; null for undefined. For `--json`. */
export const isoTime = (epochMs: number | undefined): string | null =>
  epochMs === undefined ? null : new Date(epochMs).toISOString();

/** Local time of an ISO 8601 time, as {@link time}; empty for null. */
export const localTime = (iso: string | null): string => (iso ? time(Date.parse(iso)) : '');

/** Local time to the minute, with its zone. */
export function time(epochMs: number): string {
  return new Date(epochMs).toLocaleString('en-GB', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

const terminalWidth = () => process.stdout.columns ?? 80;

const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left']
    .concat(['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((part) => [part, '']),
);

const PADDING = 2;
const NARROWEST = 20;

/** Column widths that fit the room. The widest column wraps if needed. */
function fit(rows: string[][], room: number) {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  const excess = widths.reduce((sum, width) => sum + width, 0) - room;
  if (excess <= 0) return {};
  const widest = widths.indexOf(Math.max(...widths));
  const natural = widths[widest] ?? 0;
  const width = Math.min(natural, Math.max(NARROWEST, natural - excess));
  const words = rows.flatMap((row) => row[widest]?.split(' ') ?? []);
  return {
    colWidths: widths.map((own, n) => (n === widest ? width : own) + PADDING),
    wordWrap: true,
    // The library cuts off words longer than a line unless it may break within words.
    wrapOnWordBoundary: words.every((word) => word.length <= width),
  };
}
