import { App, Stack } from 'aws-cdk-lib';
import { join } from 'node:path';
import { bundleTriggers } from './bundles';
import { EmailMfa } from './email-mfa';
import { parseSettings } from './settings';
import { EmailMfaUserPool } from './user-pool';

/**
 * The CDK app: the second factor on a new user pool.
 * @param context settings by name, as with `cdk synth -c name=value`
 * @param outdir where the cloud assembly goes; the CDK's own choice if left out
 * @throws SettingError for a setting that is not allowed
 */
export function buildApp(context: Record<string, string> = {}, outdir?: string): App {
  const app = new App({ context, ...(outdir && { outdir }) });
  const settings = parseSettings(app.node.getAllContext());
  const bundles = bundleTriggers(join(app.outdir, 'bundles'), settings.mailTemplate);

  const stack = new Stack(app, 'EmailMfa', {
    description: 'E-mailed one-time codes as the second factor of a Cognito user pool',
  });
  const { userPool } = new EmailMfaUserPool(stack, 'Users', { settings });
  new EmailMfa(stack, 'Mfa', { ...settings, userPool, bundles });
  return app;
}

if (require.main === module) {
  buildApp().synth();
}
