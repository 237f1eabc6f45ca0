import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellBlocks } from './document';

const PATH = 'infra/operations/RUNBOOK.md';
const text = readFileSync(join(__dirname, '..', '..', PATH), 'utf8');

/** What stands under the second-level headings of the runbook. */
export const PARAGRAPHS = text
  .split(/^## /m)
  .slice(1)
  .map((part) => ({ heading: part.slice(0, part.indexOf('\n')), text: part }));

/** Headings of all levels, as links name them. */
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
  ...new Set(shellBlocks(PATH).flatMap((block) => block.match(/^npm run .*$/gm) ?? [])),
].map((line) => {
  const [, script = '', args = ''] =
    /^npm run (admin|doctor) --(.*) --pool "\$POOL"$/.exec(line) ?? [];
  if (!script) throw new Error(`A command that no test can run: ${line}`);
  const words = args.split(' ').filter(Boolean);
  return script === 'admin' ? words : [script, ...words];
});
