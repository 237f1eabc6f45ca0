import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-cdk-'));
afterAll(() => rmSync(outdir, { recursive: true }));

test("a CDK command line that is installed globally runs the app, without npm's PATH", () => {
  const { app } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { app: string };
  const PATH = [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  // The CDK runs the command in a shell, in the folder of cdk.json.
  execFileSync(app, {
    cwd: ROOT,
    shell: true,
    env: { PATH, HOME: tmpdir(), CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  expect(existsSync(join(outdir, 'EmailMfa.template.json'))).toBe(true);
}, 120_000);
