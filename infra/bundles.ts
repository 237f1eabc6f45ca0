import { buildSync, type BuildOptions } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const TRIGGERS = join(__dirname, '..', 'triggers');

/** One Lambda function per file at the top of `triggers/`. */
export const FUNCTION_FILES = {
  DefineAuthChallenge: 'define-auth-challenge',
  CreateAuthChallenge: 'create-auth-challenge',
  VerifyAuthChallengeResponse: 'verify-auth-challenge-response',
  PreTokenGeneration: 'pre-token-generation',
  SendCode: 'send-code',
} as const;
export type FunctionName = keyof typeof FUNCTION_FILES;

export const bundleOptions = {
  bundle: true,
  platform: 'node',
  // The oldest Node that the local stack runs on; Lambda's is newer.
  target: 'node20',
  format: 'cjs',
  minify: true,
  // ES modules shake better than the CommonJS builds that esbuild prefers for platform node.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  alias: { '@aws-sdk/credential-provider-node': join(TRIGGERS, 'aws', 'credentials.ts') },
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * Bundles every trigger to `<outdir>/<name>/index.js`.
 * @throws esbuild's BuildFailure, with its messages, if a trigger does not compile
 */
export function bundleTriggers(outdir: string): Record<FunctionName, string> {
  mkdirSync(outdir, { recursive: true });
  const entries = Object.entries(FUNCTION_FILES) as [FunctionName, string][];
  buildSync({
    ...bundleOptions,
    entryPoints: entries.map(([name, file]) => ({
      in: join(TRIGGERS, `${file}.ts`),
      out: join(name, 'index'),
    })),
    outdir,
  });
  return Object.fromEntries(entries.map(([name]) => [name, join(outdir, name)])) as Record<
    FunctionName,
    string
  >;
}
