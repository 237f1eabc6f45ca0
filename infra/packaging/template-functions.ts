import { Stack, type App } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlesIn, FUNCTION_FILES, type FunctionName } from './function-files';
import { sharedBundles } from './bundle';

/** A function's zip, whose name changes with its code, and the folder that it is made of. */
interface ZippedFunction {
  zip: string;
  folder: string;
}

function zipped(name: FunctionName): ZippedFunction {
  const folder = bundlesIn(sharedBundles())[name];
  const code = readFileSync(join(folder, 'index.js'));
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  return { zip: `${name}-${hash}.zip`, folder };
}

const isFunction = (name: string): name is FunctionName => name in FUNCTION_FILES;

/** The functions of a stack by what they run, in the order of the construct tree. */
function functionsOf(scope: Stack | App): { name: FunctionName; resource: CfnFunction }[] {
  return scope.node.findAll().flatMap((resource) => {
    if (!(resource instanceof CfnFunction)) return [];
    const { node } = resource.node.scope ?? resource;
    const names = [node.scope?.node.id ?? '', ATTACHMENT[node.id] ?? ''];
    const name = names.find(isFunction);
    if (!name) throw new Error(`${resource.node.path} runs no function of this package`);
    return [{ name, resource }];
  });
}

/** The attachment's function is named for what it does. */
const ATTACHMENT: Record<string, FunctionName> = { Handler: 'ExistingUserPool' };

/** Lets the functions of a stack be read from a bucket, in place of the CDK's assets. */
export function readFromBucket(stack: Stack, from: { bucket: string; prefix: string }): void {
  for (const { name, resource } of functionsOf(stack)) {
    resource.code = { s3Bucket: from.bucket, s3Key: `${from.prefix}${zipped(name).zip}` };
  }
}

/** The zips that the functions of an app are read from. */
export const functionsIn = (app: App): ZippedFunction[] =>
  functionsOf(app).map(({ name }) => zipped(name));
