import { App, Duration, Stack } from 'aws-cdk-lib';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmailMfa, poolOptions } from '../../infra';
import { sharedBundles } from '../../infra/packaging/bundle';
import { parseSettings } from '../../infra/settings/settings';
import { STACK_NAME } from '../../infra/settings/stack-name';
import { toProps } from '../../infra/settings/to-props';

/**
 * A team's own PreTokenGeneration: adds a tenant, tries to set and to suppress what is not its own, shows the event
 * that it got, and refuses one person.
 */
const OWN_FUNCTION = `
exports.handler = async (event) => {
  const { email } = event.request.userAttributes;
  if (email.startsWith('blocked-')) throw new Error('Your tenant is closed.');
  if (email.startsWith('slow-')) await new Promise(() => setTimeout(() => undefined, 60_000));
  const changes = {
    claimsToAddOrOverride: { tenant: 'acme', email_mfa: 'forged', seen: JSON.stringify(event) },
    claimsToSuppress: ['phone_number', 'email_mfa'],
  };
  event.response = event.version === '1'
    ? { claimsOverrideDetails: changes }
    : {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: changes,
          accessTokenGeneration: { ...changes, scopesToAdd: ['tenant'], scopesToSuppress: ['email_mfa'] },
        },
      };
  return event;
};`;

/** A team's own PostConfirmation: refuses one person, after everything else is done. */
const OWN_POST_CONFIRMATION = `
exports.handler = async (event) => {
  if (event.request.userAttributes.email.startsWith('closed-')) throw new Error('Closed.');
  return event;
};`;

/** A pool that has every trigger which the second factor leaves free, and PreTokenGeneration and PostConfirmation of its own. */
export function buildApp(context: Record<string, string>, outdir: string): App {
  const app = new App({ context, outdir, builtinCloudFormationValidation: false });
  const settings = parseSettings(app.node.getAllContext());
  const stack = new Stack(app, STACK_NAME);
  const theirs = (name: string, code: string) => {
    const folder = join(outdir, 'theirs', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), code);
    return new Function(stack, name, {
      code: Code.fromAsset(folder),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.seconds(10),
    });
  };
  const other = theirs('Other', 'exports.handler = async (event) => event;');
  const userPool = new UserPool(stack, 'Users', {
    ...poolOptions(),
    lambdaTriggers: {
      preSignUp: other,
      preAuthentication: other,
      postAuthentication: other,
      userMigration: other,
    },
  });
  // In a scope of its own: the local stack signs in with the first client of the template, which is Web.
  const legacy = new UserPoolClient(new Construct(stack, 'Legacy'), 'Client', {
    userPool,
    authFlows: { userSrp: true },
    disableOAuth: true,
  });
  const mfa = new EmailMfa(stack, 'Mfa', {
    ...toProps(stack, settings),
    userPool,
    bundleFolder: sharedBundles(),
    unguardedClients: [legacy],
    preTokenGeneration: theirs('Tenants', OWN_FUNCTION),
    postConfirmation: theirs('Confirmed', OWN_POST_CONFIRMATION),
  });
  mfa.addClient('Web');
  return app;
}
