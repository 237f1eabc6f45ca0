import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync(join(__dirname, '..', '..', 'infra', 'operations', 'RUNBOOK.md'), 'utf8');

export interface Paragraph {
  heading: string;
  text: string;
}

/** What stands under the second-level headings of the runbook. */
export const PARAGRAPHS: Paragraph[] = text
  .split(/^## /m)
  .slice(1)
  .map((part) => ({ heading: part.slice(0, part.indexOf('\n')), text: part }));

/** Headings of all levels, as links within the file name them. */
export const ANCHORS = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-'),
);

/** Targets of the links. */
export const LINKS = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);

/** Arguments of each `npm run admin -- …` and `npm run doctor -- …`, once each and without the pool. */
export const COMMANDS: string[][] = [
  ...new Set([...text.matchAll(/^npm run (.+) --pool "\$POOL"$/gm)].map(([, line = '']) => line)),
].map((line) => {
  const [script = '', ...args] = line.split(' ');
  const [dashes, ...rest] = args;
  if (dashes !== '--' && args.length > 0) throw new Error(`No -- in: npm run ${line}`);
  return script === 'admin' ? rest : [script, ...rest];
});

/** Lines that call npm, to be sure that none is missed. */
export const NPM_LINES = text.split('\n').filter((line) => line.startsWith('npm run'));
