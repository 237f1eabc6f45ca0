import { buildSync, type BuildOptions } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const TRIGGERS = join(__dirname, '..', 'triggers');

/** One Lambda function per file at the top of `triggers/`. */
export const FUNCTION_FILES = {
  DefineAuthChallenge: 'define-auth-challenge',
  CreateAuthChallenge: 'create-auth-challenge',
  VerifyAuthChallengeResponse: 'verify-auth-challenge-response',
  PreTokenGeneration: 'pre-token-generation',
  SendCode: 'send-code',
  MailEvents: 'mail-events',
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
 * @param mailTemplate module whose default export is a MailTemplate, in place of the standard mails
 * @throws esbuild's BuildFailure, with its messages, if a trigger or the template does not compile
 */
export function bundleTriggers(outdir: string, mailTemplate = ''): Record<FunctionName, string> {
  mkdirSync(outdir, { recursive: true });
  const names = Object.keys(FUNCTION_FILES) as FunctionName[];
  buildSync({
    ...bundleOptions,
    entryPoints: names.map((name) => ({
      in: join(TRIGGERS, `${FUNCTION_FILES[name]}.ts`),
      out: join(name, 'index'),
    })),
    outdir,
  });
  if (mailTemplate) {
    buildSync({
      ...bundleOptions,
      stdin: { contents: sendCodeWith(resolve(mailTemplate)), resolveDir: TRIGGERS, loader: 'ts' },
      outfile: join(outdir, 'SendCode', 'index.js'),
    });
  }
  return Object.fromEntries(names.map((name) => [name, join(outdir, name)])) as Record<
    FunctionName,
    string
  >;
}

/** send-code.ts with another template. */
const sendCodeWith = (template: string) =>
  `import { mailer } from './mail/mailer'; import template from ${JSON.stringify(template)};` +
  'export const handler = mailer(template);';
