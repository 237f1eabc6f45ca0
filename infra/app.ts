import { App, CfnOutput, Lazy, Stack } from 'aws-cdk-lib';
import { join } from 'node:path';
import { bundleTriggers, sharedBundles } from './packaging/bundle';
import { EmailMfa } from './constructs/email-mfa';
import { WebHosting } from './hosting/hosting';
import { parseSettings, SettingError } from './settings/settings';
import { toProps } from './settings/to-props';
import { STACK_NAME } from './settings/stack-name';
import { EmailMfaUserPool } from './constructs/user-pool';
import { webConfig } from './hosting/web-config';

/**
 * The CDK app: a new user pool with the second factor, and a hosted sign-in page.
 * @param context settings by name, as with `cdk synth -c name=value`
 * @param outdir folder of the cloud assembly; the CDK's default if omitted
 * @param options.validateTemplate whether the CDK validates the template, which takes 3 s
 * @throws SettingError if a setting is not allowed
 */
export function buildApp(
  context: Record<string, string> = {},
  outdir?: string,
  { validateTemplate = true } = {},
): App {
  const app = new App({
    context,
    builtinCloudFormationValidation: validateTemplate,
    ...(outdir && { outdir }),
  });
  const settings = parseSettings(app.node.getAllContext());
  const { mailTemplate } = settings;
  const bundleFolder = mailTemplate ? join(app.outdir, 'bundles') : sharedBundles();
  if (mailTemplate) bundleTriggers(bundleFolder, mailTemplate);

  const stack = new Stack(app, STACK_NAME, {
    description: 'E-mailed one-time codes as the second factor of a Cognito user pool',
  });
  const { userPool, client } = new EmailMfaUserPool(stack, 'Users', { settings });
  const hasApi = settings.accountApi === 'yes';
  // The second factor is created after the page, whose address it gets.
  const accountApi = hasApi ? Lazy.string({ produce: () => mfa.accountApiUrl }) : undefined;
  const config = stack.toJsonString(
    webConfig(settings, {
      region: stack.region,
      userPoolId: userPool.userPoolId,
      userPoolClientId: client.userPoolClientId,
      ...(accountApi && { accountApi }),
    }),
  );
  const web =
    settings.hosting === 'yes'
      ? new WebHosting(stack, 'Web', { settings, accountApi, config })
      : undefined;
  const props = toProps(stack, settings);
  // A page that Amplify builds gets the pool's id, so the pool's triggers can't reference its address.
  const pageUrl = props.mail?.pageUrl || (settings.repository ? '' : web?.url);
  const mfa: EmailMfa = new EmailMfa(stack, 'Mfa', {
    ...props,
    // The API refers to no page, so it may have the address of any.
    accountApi: { ...props.accountApi, ...(web && !pageUrl && { origins: [web.url] }) },
    mail: { ...props.mail, ...(pageUrl && { pageUrl }) },
    userPool,
    bundleFolder,
  });
  const outputs = {
    UserPoolId: userPool.userPoolId,
    UserPoolClientId: client.userPoolClientId,
    TableName: mfa.table.tableName,
    ...(mfa.accountApiUrl && { AccountApi: mfa.accountApiUrl }),
    SealingKeys: settings.sealingKeys,
    WebConfig: config,
    ...(web && { HostingAppId: web.appId, HostingBranch: web.branchName, Url: web.url }),
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
  return app;
}

if (require.main === module) {
  try {
    buildApp().synth();
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
