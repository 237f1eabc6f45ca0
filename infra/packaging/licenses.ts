import { build } from 'esbuild';
import license, { type Dependency } from 'esbuild-plugin-license';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_STACK_FILE, localStackOptions } from './bundle-local-stack';
import { FUNCTION_FILES } from './function-files';

const ROOT = join(__dirname, '..', '..');

/** Writes the licenses of all packages that the functions and the local stack contain to a text file. */
export async function writeLicenses(file: string): Promise<void> {
  await build({
    ...localStackOptions,
    entryPoints: [
      ...Object.values(FUNCTION_FILES).map((path) => join(ROOT, `${path}.ts`)),
      LOCAL_STACK_FILE,
    ],
    // Where the files would go, if they were written.
    outdir: join(file, '..'),
    write: false,
    plugins: [
      license({ thirdParty: { includePrivate: false, output: { file, template: asText } } }),
    ],
  });
}

const folderOf = (name: string) => join(ROOT, 'node_modules', name);

const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8')) as { license?: string };

function licenseOf(name: string): string | undefined {
  const file = readdirSync(folderOf(name)).find((each) => /^licen[cs]e/i.test(each));
  return file && readFileSync(join(folderOf(name), file), 'utf8');
}

/** One section per license text, under the names of the packages that it applies to. */
function asText(dependencies: Dependency[]): string {
  const packages = new Map<string, string[]>();
  for (const { packageJson, licenseText } of dependencies) {
    // Some packages have a manifest beside their built files, and the license with the outer one.
    const outer = licenseText ? packageJson : manifestOf(packageJson.name);
    const name = `${packageJson.name} ${packageJson.version} (${outer.license})`;
    const found = licenseText || licenseOf(packageJson.name);
    if (!found) throw new Error(`No license text found for ${name}.`);
    const text = found.trim();
    packages.set(text, [...(packages.get(text) ?? []), name]);
  }
  const sections = [...packages].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return ['The functions and the local stack contain these packages.\n', ...sections].join(
    `\n${'-'.repeat(72)}\n\n`,
  );
}
