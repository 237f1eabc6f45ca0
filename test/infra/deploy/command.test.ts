import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCdk } from '../../../infra/deploy/cdk';
import { environmentOf, useFakeAws } from './environment';

const aws = useFakeAws();
const ROOT = join(__dirname, '..', '..', '..');

/** `npm run deploy -- …` in a process of its own. */
async function command(args: string[], environment: Record<string, string | undefined>) {
  const { PATH, HOME } = process.env;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join('infra', 'deploy', 'cli.ts'), ...args],
    { cwd: ROOT, env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'close');
  return { code: child.exitCode, output, errors };
}

test.each([
  [
    'no credentials',
    { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
    'No AWS credentials found. Sign in (aws sso login, aws configure) or set AWS_PROFILE.',
  ],
  [
    'no region',
    { AWS_REGION: undefined },
    'No AWS region is set. Set AWS_REGION, for example to eu-central-1.',
  ],
])(
  '%s: one line, and exit code 1',
  async (_, changed, line) => {
    const environment = { ...environmentOf(aws()), ...changed };
    const { code, output, errors } = await command(
      ['deploy', '-c', 'sender=login@shop.example'],
      environment,
    );
    expect([output, errors.trimEnd(), code]).toEqual(['', line, 1]);
  },
  30_000,
);

test('a setting that is not allowed: one line, before anything is asked of AWS', async () => {
  const { code, errors } = await command(['deploy', '-c', 'codeLength=5'], environmentOf(aws()));
  expect(errors.trimEnd()).toBe('Setting codeLength is "5"; allowed: 6 to 10 digits.');
  expect([code, aws().seen]).toEqual([1, []]);
});

test('nothing is deleted without a yes', async () => {
  aws().account.stack = [{ logicalId: 'Queue', type: 'AWS::SQS::Queue', physicalId: 'queue-1' }];
  const { code, errors } = await command(['destroy'], environmentOf(aws()));
  expect([errors.trimEnd(), code]).toEqual([
    'This command asks for confirmation. Without a terminal, add --yes.',
    1,
  ]);
});

test("the CDK's own command takes the app and its settings", async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-cdk-'));
  try {
    await runCdk(['synth', 'EmailMfa', '--quiet', '--output', outdir], { codeLength: '8' });
    expect(readdirSync(outdir)).toContain('EmailMfa.template.json');
    await expect(
      runCdk(['synth', '--quiet', '--output', outdir], { codeLength: '5' }),
    ).rejects.toThrow('cdk synth failed.');
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
