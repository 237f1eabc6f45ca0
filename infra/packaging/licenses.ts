import { build } from 'esbuild';
import license, { type Dependency } from 'esbuild-plugin-license';
import { join } from 'node:path';
import { bundleOptions } from './bundle';
import { FUNCTION_FILES } from './function-files';

const ROOT = join(__dirname, '..', '..');

/** Writes the licenses of all packages that the function bundles contain to a text file. */
export async function writeLicenses(file: string): Promise<void> {
  await build({
    ...bundleOptions,
    entryPoints: Object.values(FUNCTION_FILES).map((path) => join(ROOT, `${path}.ts`)),
    // Where the files would go, if they were written.
    outdir: join(file, '..'),
    write: false,
    plugins: [
      license({ thirdParty: { includePrivate: false, output: { file, template: asText } } }),
    ],
  });
}

/** One section per license text, under the names of the packages that it applies to. */
function asText(dependencies: Dependency[]): string {
  const packages = new Map<string, string[]>();
  for (const { packageJson, licenseText } of dependencies) {
    const name = `${packageJson.name} ${packageJson.version} (${packageJson.license})`;
    if (!licenseText) throw new Error(`No license text found for ${name}.`);
    const text = licenseText.trim();
    packages.set(text, [...(packages.get(text) ?? []), name]);
  }
  const sections = [...packages].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return ['The function bundles contain these packages.\n', ...sections].join(
    `\n${'-'.repeat(72)}\n\n`,
  );
}
