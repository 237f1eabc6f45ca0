import { join } from 'node:path';
import { STACK_NAME } from '../settings/stack-name';
import { LocalTemplate, type Template } from './aws/cloudformation/template';

export const REGION = 'us-east-1';
export const ACCOUNT_ID = '000000000000';

/**
 * Synthesizes the CDK app, as `cdk synth` does, and takes its template for this machine.
 * @param settings as with `cdk synth -c name=value`
 * @param outdir cloud assembly, with the functions' bundles
 * @throws SettingError for a setting that is not allowed
 */
export async function synthesize(
  settings: Record<string, string>,
  outdir: string,
): Promise<LocalTemplate> {
  const { buildApp } = await import('../app');
  const assembly = buildApp(
    {
      ...settings,
      // As the cdk command sets them: the template then tells each function's name and bundle.
      'aws:cdk:enable-path-metadata': 'true',
      'aws:cdk:enable-asset-metadata': 'true',
    },
    outdir,
    { validateTemplate: false },
  ).synth();
  const template = assembly.getStackByName(STACK_NAME).template as Template;
  return new LocalTemplate(template, {
    region: REGION,
    accountId: ACCOUNT_ID,
    stackName: STACK_NAME,
  });
}

/** Folder of a function's bundle. */
export function bundleOf(metadata: Record<string, unknown>, outdir: string): string {
  return join(outdir, String(metadata['aws:asset:path']));
}
