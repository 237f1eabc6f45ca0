import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const DOCUMENTS = [
  ...readdirSync(ROOT),
  ...['infra', 'triggers', 'web', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((path) => join(folder, String(path))),
  ),
].filter((path) => path.endsWith('.md') && !path.includes('node_modules'));

const read = (path: string) => readFileSync(path, 'utf8');
const withoutCode = (text: string) => text.replace(/^( *)```.*?^\1```/gms, '');

/** Anchors of the headings, as GitHub makes them, and those set in HTML. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  const ids = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  const slugs = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replace(/\]\([^)]*\)/g, '')
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return [...slugs, ...ids];
}

function linksOf(text: string): string[] {
  const prose = withoutCode(text).replace(/`[^`\n]+`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** What is wrong with a link; undefined if file and anchor exist. */
function problemWith(link: string, document: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : resolve(dirname(document), path);
  if (relative(ROOT, target).startsWith('..')) return `${link} leads out of the repository`;
  if (!existsSync(target)) return `${link}: no such file`;
  if (anchor === undefined) return undefined;
  return anchorsOf(read(target)).includes(anchor) ? undefined : `${link}: no such heading`;
}

test.each(DOCUMENTS)('%s: every link leads to a file and a heading that exist', (path) => {
  const document = join(ROOT, path);
  const problems = linksOf(read(document)).map((link) => problemWith(link, document));
  expect(problems.filter(Boolean)).toEqual([]);
});

test('a link to a missing file, a missing heading or out of the repository is found', () => {
  const document = join(ROOT, 'README.md');
  expect(problemWith('infra/settings/README.md#settings', document)).toBeUndefined();
  expect(problemWith('infra/no-such.md', document)).toContain('no such file');
  expect(problemWith('#no-such-heading', document)).toContain('no such heading');
  expect(problemWith('../elsewhere.md', document)).toContain('out of the repository');
  expect(anchorsOf('# Who, if not `you`?\n```\n# no heading\n```\n# A b\n# A b\n')).toEqual([
    'who-if-not-you',
    'a-b',
    'a-b-1',
  ]);
});

test('the README stays short enough to be read', () => {
  expect(read(join(ROOT, 'README.md')).trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});

/** Every command that a document shows exists in package.json. */
test.each(DOCUMENTS)('%s: every npm script that it names exists', (path) => {
  const { scripts } = JSON.parse(read(join(ROOT, 'package.json')));
  const named = [...read(join(ROOT, path)).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)];
  expect(named.map(([, name]) => name).filter((name) => !scripts[name as string])).toEqual([]);
});

describe('the threat model', () => {
  const rows = read(join(ROOT, 'triggers', 'THREATS.md')).matchAll(
    /^\|([^|]+)\|[^|]+\|([^|]+)\|/gm,
  );
  /** Each test file or folder that it names, with the names of tests that stand behind it. */
  const named = [...rows].slice(2).flatMap(([, threat = '', tests = '']) =>
    tests.split(';').flatMap((part) => {
      const [path = ''] = /\w+\/[\w/-]+/.exec(part) ?? [];
      const titles = [...part.matchAll(/_([^_]+)_/g)].map(([, title = '']) => title);
      return path ? [{ threat: threat.trim(), path, titles }] : [];
    }),
  );

  test.each(named)('$threat: $path has the tests that it names', ({ path, titles }) => {
    const file = join(ROOT, 'test', `${path}.test.ts`);
    const found = existsSync(file) ? read(file).replace(/\s+/g, ' ').toLowerCase() : '';
    if (!found) expect(existsSync(join(ROOT, 'test', path))).toBe(true);
    for (const title of titles) {
      expect(found).toContain(title.replace(/\W*…$/, '').toLowerCase());
    }
  });
});
