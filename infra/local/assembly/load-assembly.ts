import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, UsageError } from '../../cli/errors';
import { ACCOUNT_ID, REGION } from '../aws/account';
import { LocalTemplate, type Resource, type Template } from '../aws/cloudformation/local-template';
import type { LocalApp } from '../local-app';
import { mergeStacks } from './merge-stacks';
import { readAssembly, readTemplate, type Assembly } from './read-assembly';
import { findSecondFactor } from './second-factor';

export interface AssemblyOptions {
  /** Folder that `cdk synth` wrote. */
  app?: string | undefined;
  /** One synthesized template in place of an assembly. */
  template?: string | undefined;
  /** The stack to look for the pool in, if there is more than one with the second factor. */
  stack?: string | undefined;
  /** Logical ids of resources that are not to run. */
  leaveOut?: string[] | undefined;
  /** Values that only AWS has. */
  values?: Record<string, string> | undefined;
}

/**
 * Reads an app that `cdk synth` wrote, and picks from it what the second factor needs.
 * @throws UsageError or CommandError that names what cannot run here, and says what to do
 */
export function loadAssembly(options: AssemblyOptions): LocalApp {
  const { app = 'cdk.out', template: file, stack, leaveOut, values = {} } = options;
  const assembly = file ? readTemplate(file) : readAssembly(app);
  const merged = mergeStacks(stack ? only(assembly, stack) : assembly);
  const { template, runs, leftAlone } = findSecondFactor(merged, leaveOut);
  const [{ name: stackName } = { name: 'App' }] = assembly.stacks;
  const deployment = {
    region: REGION,
    accountId: ACCOUNT_ID,
    stackName: stack ?? stackName,
    namesByLogicalId: true,
  };
  return {
    template: new LocalTemplate(template, deployment, { runs, values }),
    bundleOf: (resource) => bundleOf(resource, assembly),
    identities: importedIdentities(merged),
    leftAlone,
  };
}

/** The stack that was asked for, and those that it imports from. */
function only(assembly: Assembly, name: string): Assembly {
  const { stacks } = assembly;
  if (!stacks.some((stack) => stack.name === name)) {
    const names = stacks.map((stack) => stack.name).join(', ');
    throw new UsageError(`The app has no stack ${name}. It has: ${names}.`);
  }
  const wanted = new Set([name]);
  for (const each of wanted) {
    const { template } = stacks.find((stack) => stack.name === each) ?? {};
    const body = JSON.stringify(template);
    for (const other of stacks) {
      const exports = Object.values(other.template.Outputs ?? {}).map(({ Export }) => Export?.Name);
      const imported = exports.some(
        (exported) => exported && body.includes(`"Fn::ImportValue":${JSON.stringify(exported)}`),
      );
      if (imported) wanted.add(other.name);
    }
  }
  return { ...assembly, stacks: stacks.filter((stack) => wanted.has(stack.name)) };
}

/** Domains and addresses that the app sends from without creating them: in the ARNs of policies and pools. */
const importedIdentities = ({ Resources }: Template): string[] => [
  ...new Set(
    [...JSON.stringify(Resources).matchAll(/:identity\/([^"*$]+)"/g)].map(([, name = '']) => name),
  ),
];

/** The folder with the code of a function. */
function bundleOf(
  { logicalId, properties, metadata }: Resource,
  { folder, assets }: Assembly,
): string {
  const { Code, Layers, PackageType, Runtime } = properties as {
    Code?: { S3Key?: string; ZipFile?: string; ImageUri?: unknown };
    Layers?: unknown[];
    PackageType?: string;
    Runtime?: string;
  };
  const refuse = (what: string): never => {
    throw new CommandError(
      `The local stack runs Node.js functions from the assembly, and ${logicalId} ${what}. Start without it: --leave-out ${logicalId}`,
    );
  };
  if (PackageType === 'Image' || Code?.ImageUri) return refuse('is a container image');
  if (!Runtime?.startsWith('nodejs')) return refuse(`runs on ${Runtime}`);
  if (Layers?.length) return refuse('has layers');
  if (Code?.ZipFile !== undefined) {
    // In the app's own folder, where it finds the SDK that Lambda brings along.
    const inline = join(folder, 'local', logicalId);
    mkdirSync(inline, { recursive: true });
    writeFileSync(join(inline, 'index.js'), Code.ZipFile);
    return inline;
  }
  const path = assets.get(Code?.S3Key ?? '') ?? metadata['aws:asset:path'];
  const bundle = join(folder, String(path));
  if (!path || !existsSync(bundle)) return refuse('has no code there');
  if (!statSync(bundle).isDirectory()) return refuse('has its code in a file, not in a folder');
  return bundle;
}
