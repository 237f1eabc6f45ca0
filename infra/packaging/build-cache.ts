import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const ROOT = join(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'cognito-email-mfa');

interface Sources {
  folders: string[];
  files: RegExp;
}
/** What the functions are made from, and what the page is. */
const FUNCTIONS: Sources = { folders: ['infra', 'triggers'], files: /\.m?ts$/ };
const PAGE: Sources = { folders: ['web', 'triggers'], files: /./ };
/** npm rewrites the second file whenever it installs something. */
const LOCKFILES = ['package-lock.json', 'node_modules/.package-lock.json'];
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/**
 * Returns a folder that holds what `build` made from the present sources. All processes share it, and
 * `build` runs again only when a source, an installed package or the options change.
 * @param name of the thing that is built; part of the folder's name
 * @param options whatever else decides what is built
 * @param build writes into the folder that it gets, synchronously
 * @throws whatever `build` throws; nothing is kept then
 */
export function builtOnce(name: string, options: unknown, build: (folder: string) => void): string {
  const folder = join(CACHE, `${name}-${stateOf(FUNCTIONS, options)}`);
  if (existsSync(folder)) return folder;
  const draft = draftOf(folder);
  try {
    build(draft);
    keep(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** The same for the page, which depends on no options. */
export async function pageBuiltOnce(build: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, `page-${stateOf(PAGE, {})}`);
  if (existsSync(folder)) return folder;
  const draft = draftOf(folder);
  try {
    await build(draft);
    keep(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

function draftOf(folder: string): string {
  removeOld();
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  return draft;
}

/** Another process may have been faster. Both built the same, so either folder will do. */
function keep(draft: string, folder: string): void {
  if (existsSync(folder)) return;
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function stateOf(sources: Sources, options: unknown): string {
  const sourcesHash = hashes.get(sources) ?? hashSources(sources);
  hashes.set(sources, sourcesHash);
  return createHash('sha256')
    .update(sourcesHash)
    .update(JSON.stringify(options))
    .digest('hex')
    .slice(0, 16);
}

/** As the process found the sources, which is what it has loaded. */
const hashes = new Map<Sources, string>();

function hashSources({ folders, files: wanted }: Sources): string {
  const hash = createHash('sha256');
  for (const source of folders) {
    const entries = readdirSync(join(ROOT, source), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && wanted.test(entry.name));
    for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
      hash.update(path).update('\0').update(readFileSync(path)).update('\0');
    }
  }
  for (const path of LOCKFILES.map((file) => join(ROOT, file)).filter(existsSync)) {
    hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

function removeOld(): void {
  if (!existsSync(CACHE)) return;
  for (const entry of readdirSync(CACHE).map((name) => join(CACHE, name))) {
    const modified = statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - modified > MAX_AGE_MS) rmSync(entry, { recursive: true, force: true });
  }
}
