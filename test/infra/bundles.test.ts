import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleTriggers } from '../../infra/packaging/bundle';
import type { FunctionName } from '../../infra/packaging/function-files';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-bundles-'));
const folders = bundleTriggers(outdir);
afterAll(() => rmSync(outdir, { recursive: true }));

const MOST_BYTES: Record<FunctionName, number> = {
  DefineAuthChallenge: 3_000,
  CreateAuthChallenge: 190_000,
  VerifyAuthChallengeResponse: 195_000,
  PreTokenGeneration: 185_000,
  CustomMessage: 120_000,
  PostConfirmation: 250_000,
  SendCode: 325_000,
  PublicKeys: 210_000,
  ExistingUserPool: 450_000,
  GuardWatch: 350_000,
  MailEvents: 300_000,
  AuditTrail: 300_000,
  AccountApi: 260_000,
};

test.each(Object.entries(MOST_BYTES) as [FunctionName, number][])(
  '%s is bundled to at most %d bytes',
  (name, most) => {
    expect(statSync(join(folders[name], 'index.js')).size).toBeLessThanOrEqual(most);
  },
);

const codeOf = (name: FunctionName) => readFileSync(join(folders[name], 'index.js'), 'utf8');

test('no function on the path of a sign-in carries KMS', () => {
  const path = [
    'CreateAuthChallenge',
    'VerifyAuthChallengeResponse',
    'PreTokenGeneration',
  ] as const;
  expect(path.filter((name) => /TrentService/.test(codeOf(name)))).toEqual([]);
  expect(codeOf('SendCode')).toMatch(/TrentService/);
});

test('Define carries no SDK', () => {
  expect(codeOf('DefineAuthChallenge')).not.toMatch(/smithy|DynamoDB|x-amz/i);
});

test.each([
  ['the search for credentials', /sso_start_url|credential_process/],
  ['event streams', /:message-type/],
  // The first of SHA-256's constants.
  ['SHA-256 in JavaScript', /1116352408|0x428a2f98/i],
  ['endpoint discovery', /AWS_ENABLE_ENDPOINT_DISCOVERY/],
])('No function carries %s', (_, mark) => {
  const carriers = (Object.keys(folders) as FunctionName[]).filter((name) =>
    mark.test(codeOf(name)),
  );
  expect(carriers).toEqual([]);
});
