import { buildSync, type BuildOptions } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtOnce } from './build-cache';
import { bundlesIn, FUNCTION_FILES, type Bundles } from './function-files';

const ROOT = join(__dirname, '..', '..');
const AWS = join(ROOT, 'triggers', 'runtime', 'slim-sdk');

export const bundleOptions = {
  bundle: true,
  platform: 'node',
  // The oldest Node.js that the local stack supports; Lambda's is newer.
  target: 'node20',
  format: 'cjs',
  minify: true,
  // Escaping would triple the size of the emails' Japanese and Arabic.
  charset: 'utf8',
  // ES modules tree-shake better than the CommonJS builds that esbuild prefers for platform node.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  alias: {
    '@aws-sdk/credential-provider-node': join(AWS, 'credentials.ts'),
    '@aws-sdk/middleware-endpoint-discovery': join(AWS, 'no-endpoint-discovery.ts'),
    '@aws-sdk/signature-v4-multi-region': join(AWS, 'one-region-signing.ts'),
    '@smithy/core/checksum': join(AWS, 'sha256.ts'),
    '@smithy/core/event-streams': join(AWS, 'no-event-streams.ts'),
  },
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * Bundles every function to `<outdir>/<name>/index.js`.
 * @param mailTemplate module whose default export is the mail template; empty: the standard template
 * @throws esbuild's BuildFailure, with its messages, if a function does not compile
 */
export function bundleTriggers(outdir: string, mailTemplate = ''): Bundles {
  mkdirSync(outdir, { recursive: true });
  buildSync({
    ...bundleOptions,
    entryPoints: Object.entries(FUNCTION_FILES).map(([name, file]) => ({
      in: join(ROOT, `${file}.ts`),
      out: join(name, 'index'),
    })),
    outdir,
  });
  const bundles = bundlesIn(outdir);
  if (mailTemplate) {
    bundleWith(mailTemplate, 'mailer', 'mailer', bundles.SendCode);
    bundleWith(mailTemplate, 'custom-message', 'customMessage', bundles.CustomMessage);
  }
  return bundles;
}

/**
 * Bundles the present sources with the standard emails, once for all processes that ask for it.
 * @returns the folder of the bundles
 */
export function sharedBundles(): string {
  const options = [bundleOptions, FUNCTION_FILES];
  return builtOnce('functions', options, (folder) => void bundleTriggers(folder));
}

/**
 * Rebundles a function that makes emails with a custom template.
 * @param file module in triggers/mail that exports `make`, which makes the handler from a template
 */
function bundleWith(mailTemplate: string, file: string, make: string, folder: string): void {
  const from = (path: string) => JSON.stringify(resolve(path));
  buildSync({
    ...bundleOptions,
    stdin: {
      contents: `
        import { ${make} } from ${from(join(ROOT, 'triggers', 'mail', file))};
        import template from ${from(mailTemplate)};
        export const handler = ${make}(template);`,
      resolveDir: ROOT,
    },
    outfile: join(folder, 'index.js'),
    allowOverwrite: true,
  });
}
