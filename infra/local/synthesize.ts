import { join } from 'node:path';
import { STACK_NAME } from '../settings/stack-name';
import { ACCOUNT_ID, REGION } from './aws/account';
import { LocalTemplate, type Template } from './aws/cloudformation/local-template';
import { parseSettings } from '../settings/settings';
import type { LocalApp } from './local-app';

/**
 * Synthesizes the CDK app, as `cdk synth` does, and reads its template for this machine.
 * @param settings as with `cdk synth -c name=value`
 * @param outdir cloud assembly, with the functions' bundles
 * @param app module of the CDK app, with the same `buildApp` as infra/app.ts
 * @throws SettingError if a setting is not allowed
 */
export const synthesize = async (
  settings: Record<string, string>,
  outdir: string,
  app?: string,
): Promise<LocalApp> => localApp(settings, outdir, await synthesizeTemplate(settings, outdir, app));

/** Synthesizes the CDK app. @returns the template of its stack */
export async function synthesizeTemplate(
  settings: Record<string, string>,
  outdir: string,
  app = '../app',
): Promise<Template> {
  const { buildApp } = (await import(app)) as typeof import('../app');
  const assembly = buildApp(
    {
      ...settings,
      // The cdk command sets these: they put each function's name and bundle into the template.
      'aws:cdk:enable-path-metadata': 'true',
      'aws:cdk:enable-asset-metadata': 'true',
    },
    outdir,
    { validateTemplate: false },
  ).synth();
  return assembly.getStackByName(STACK_NAME).template as Template;
}

/** Reads the template of the CDK app for this machine. */
export function localApp(
  settings: Record<string, string>,
  outdir: string,
  template: Template,
): LocalApp {
  const { sender, senderIdentity } = parseSettings(settings);
  return {
    template: new LocalTemplate(
      template,
      { region: REGION, accountId: ACCOUNT_ID, stackName: STACK_NAME },
      // Parameters without a default, of the template for deployments without the CDK. Its functions run from here.
      { values: { Sender: sender, FunctionsBucket: 'local' } },
    ),
    bundleOf: ({ metadata }) => join(outdir, String(metadata['aws:asset:path'])),
    identities: [senderIdentity].filter(Boolean),
    leftAlone: [],
  };
}
