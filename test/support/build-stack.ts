import type { Stack } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../infra/app';

/** The stack that a context gives. Its cloud assembly is removed when the test file is done. */
export function buildStack(context: Record<string, string> = {}): Stack {
  const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-synth-'));
  outdirs.push(outdir);
  return buildApp(context, outdir).node.findChild('EmailMfa') as Stack;
}

const outdirs: string[] = [];
afterAll(() => outdirs.forEach((outdir) => rmSync(outdir, { recursive: true })));
