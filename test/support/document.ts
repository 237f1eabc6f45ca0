import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The blocks of shell commands in a document of the repository, in order. */
export function shellBlocks(path: string): string[] {
  const text = readFileSync(join(__dirname, '..', '..', path), 'utf8');
  return [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block);
}

/** Arguments of each `npm run admin -- …` in these blocks, without those that say where. */
export function adminCommands(path: string): string[][] {
  return shellBlocks(path)
    .flatMap((block) => block.split('\n'))
    .flatMap((line) => /^npm run admin -- ([^#|]+)/.exec(line)?.[1] ?? [])
    .map((args) =>
      args
        .replace(/ --pool \S+| --local/, '')
        .trim()
        .split(/\s+/),
    );
}
