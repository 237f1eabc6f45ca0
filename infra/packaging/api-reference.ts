import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
export const API_REFERENCE = join(ROOT, 'infra', 'constructs', 'API.md');

/** The API reference in Markdown, made from the docstrings of the package's exports. */
export function apiReference(): string {
  // TypeDoc empties the folder that it writes to.
  const folder = mkdtempSync(join(tmpdir(), 'api-reference-'));
  const typedoc = join(dirname(require.resolve('typedoc/package.json')), 'bin', 'typedoc');
  try {
    execFileSync(process.execPath, [typedoc, '--out', folder], { cwd: ROOT, stdio: 'inherit' });
    return readFileSync(join(folder, 'API.md'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
