import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleTriggers } from '../../infra/bundles';
import type { FunctionName } from '../../infra/functions';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-bundles-'));
const folders = bundleTriggers(outdir);
afterAll(() => rmSync(outdir, { recursive: true }));

const MOST_BYTES: Record<FunctionName, number> = {
  DefineAuthChallenge: 3_000,
  CreateAuthChallenge: 350_000,
  VerifyAuthChallengeResponse: 300_000,
  PreTokenGeneration: 300_000,
  SendCode: 400_000,
  ExistingUserPool: 300_000,
  MailEvents: 300_000,
};

test.each(Object.entries(MOST_BYTES) as [FunctionName, number][])(
  '%s is bundled to at most %d bytes',
  (name, most) => {
    expect(statSync(join(folders[name], 'index.js')).size).toBeLessThanOrEqual(most);
  },
);

test('Define carries no SDK', () => {
  const bundle = readFileSync(join(folders.DefineAuthChallenge, 'index.js'), 'utf8');
  expect(bundle).not.toMatch(/smithy|DynamoDB|x-amz/i);
});
