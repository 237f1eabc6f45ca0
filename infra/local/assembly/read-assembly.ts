import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../cli/errors';
import type { Template } from '../aws/cloudformation/local-template';

/** A stack of a synthesized app. */
export interface AppStack {
  name: string;
  template: Template;
}

/** What `cdk synth` wrote: the stacks, and the code of their functions. */
export interface Assembly {
  folder: string;
  stacks: AppStack[];
  /** Paths in the folder, by name of the object that the template refers to. */
  assets: Map<string, string>;
}

interface Manifest {
  artifacts?: Record<
    string,
    { type: string; properties?: { templateFile?: string; stackName?: string } }
  >;
}

interface AssetManifest {
  files?: Record<
    string,
    { source?: { path?: string }; destinations?: Record<string, { objectKey?: string }> }
  >;
}

/**
 * Reads the folder that `cdk synth` writes.
 * @throws UsageError that says what to name instead if it holds no stack
 */
export function readAssembly(path: string): Assembly {
  const folder = resolve(path);
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) {
    throw new UsageError(
      `${path} has no manifest.json. Run cdk synth, and name the folder that it writes: --app cdk.out`,
    );
  }
  const { artifacts = {} } = readJson<Manifest>(file);
  const stacks = Object.entries(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([name, { properties = {} }]) => ({
      name: properties.stackName ?? name,
      template: readJson<Template>(join(folder, String(properties.templateFile))),
    }));
  if (stacks.length === 0) throw new UsageError(noStacks(path, artifacts));
  return { folder, stacks, assets: readAssets(folder) };
}

/**
 * Reads one synthesized template; the assets of its functions lie beside it, as `cdk synth` writes them.
 * @throws UsageError if it is no template in JSON
 */
export function readTemplate(path: string): Assembly {
  const file = resolve(path);
  if (!existsSync(file)) throw new UsageError(`There is no file ${path}.`);
  const folder = dirname(file);
  const name = basename(file).replace(/(\.template)?\.json$/, '');
  return { folder, stacks: [{ name, template: asTemplate(file) }], assets: readAssets(folder) };
}

export function asTemplate(file: string): Template {
  const template = readJson<Template>(file);
  if (!template.Resources) throw new UsageError(`${file} is no CloudFormation template.`);
  return template;
}

function noStacks(path: string, artifacts: Required<Manifest>['artifacts']): string {
  const stages = Object.entries(artifacts)
    .filter(([, { type }]) => type === 'cdk:cloud-assembly')
    .map(([name]) => join(path, name));
  return stages.length > 0
    ? `${path} holds stages, not stacks. Name one of them: --app ${stages.join(' or --app ')}`
    : `${path} holds no stack.`;
}

function readAssets(folder: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.assets.json'))) {
    const { files = {} } = readJson<AssetManifest>(join(folder, name));
    for (const [hash, { source, destinations = {} }] of Object.entries(files)) {
      if (!source?.path) continue;
      assets.set(hash, source.path);
      for (const { objectKey } of Object.values(destinations)) {
        if (objectKey) assets.set(objectKey, source.path);
      }
    }
  }
  return assets;
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}
