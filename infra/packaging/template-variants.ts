/** What parameters decide by conditions and overrides, because the constructs decide it when they are synthesized. */
import { CfnCondition, CfnResource, Fn, Validations, type Stack } from 'aws-cdk-lib';
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnUserPool, CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnRule as CfnSchedule } from 'aws-cdk-lib/aws-events';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { isOfThisApp } from '../constructs/pool-scope';
import type { SettingName } from '../settings/settings';
import type { TemplateParameters } from './template-parameters';

/** Environment variables that are the text of a setting. */
const VARIABLES: Record<string, SettingName> = {
  CODE_IN_SUBJECT: 'codeInSubject',
  GUARD_REPAIR: 'guardRepair',
  PASS_BINDING: 'passBinding',
  RECOVERY: 'recovery',
  REFRESH_WITHOUT_CODE: 'refreshWithoutCode',
  REMEMBER_BROWSER: 'rememberBrowser',
  REMEMBER_NOTICE: 'rememberNotice',
};

/** What depends on parameters in every template. */
export function setVariants(stack: Stack, parameters: TemplateParameters): void {
  for (const [variable, setting] of Object.entries(VARIABLES)) {
    setVariable(stack, variable, parameters.text(setting));
  }
  const name = parameters.text('senderName');
  const hasName = unless(stack, 'HasSenderName', name, '');
  setVariable(stack, 'SENDER_NAME', choose(hasName, name, parameters.text('productName')));
  setVariable(stack, 'PRE_TOKEN_GENERATION_VERSION', eventVersion(stack, parameters));
  for (const mapping of all(stack, CfnEventSourceMapping)) {
    if (mapping.parallelizationFactor === undefined) continue;
    mapping.parallelizationFactor = parameters.number('parallelization');
  }
  for (const rule of all(stack, CfnSchedule)) {
    if (rule.scheduleExpression) rule.scheduleExpression = parameters.guardWatchRate();
  }
  keepIf(
    unless(stack, 'Repairs', parameters.text('guardRepair'), 'no'),
    all(stack, CfnPolicy).filter(({ node }) => node.path.includes('/Repair/')),
  );
  keepIf(
    unless(stack, 'HasAlarmTopic', parameters.text('alarmTopic'), ''),
    all(stack, CfnAlarm),
    'An empty topic leaves the alarm out',
  );
}

/**
 * The account API, which is there if a parameter says so; on a pool that exists, if there are app clients for it.
 * @returns the condition
 */
export function setAccountApi(
  stack: Stack,
  parameters: TemplateParameters,
  userPool: IUserPool,
): CfnCondition {
  const page = parameters.text('pageUrl');
  const origin = `https://${Fn.select(2, Fn.split('/', page))}`;
  const hasPage = unless(stack, 'HasPage', page, '');
  setVariable(stack, 'ALLOWED_ORIGINS', choose(hasPage, origin, ''));
  const parts = all(stack, CfnResource).filter(({ node }) => node.path.includes('/Mfa/Account/'));
  if (isOfThisApp(userPool)) {
    const wanted = unless(stack, 'HasAccountApi', parameters.text('accountApi'), 'no');
    keepIf(wanted, parts);
    return wanted;
  }
  const clients = parameters.other(
    'AccountClients',
    'Ids of the app clients whose users may call the account API, separated by commas. If empty, there is no account API.',
    '',
  );
  for (const authorizer of all(stack, CfnAuthorizer)) {
    authorizer.addPropertyOverride('JwtConfiguration.Audience', Fn.split(',', clients));
  }
  const wanted = unless(stack, 'HasAccountApi', clients, '');
  keepIf(wanted, parts);
  return wanted;
}

/** What depends on parameters in a pool that the template creates, and in its app client. */
export function setPoolVariants(
  stack: Stack,
  parameters: TemplateParameters,
  { pool, client }: { pool: CfnUserPool; client: CfnUserPoolClient },
): void {
  const signsUp = unless(stack, 'HasSelfSignUp', parameters.text('selfSignUp'), 'no');
  pool.adminCreateUserConfig = {
    allowAdminCreateUserOnly: Fn.conditionIf(signsUp.logicalId, false, true),
  };
  pool.userPoolTier = parameters.text('plan');
  pool.addPropertyOverride(
    'LambdaConfig.PreTokenGenerationConfig.LambdaVersion',
    eventVersion(stack, parameters),
  );
  const byEmail = unless(stack, 'RecoversByEmail', parameters.text('recovery'), 'admin');
  const name = choose(byEmail, 'verified_email', 'admin_only');
  pool.accountRecoverySetting = { recoveryMechanisms: [{ name, priority: 1 }] };

  const grace = parameters.text('refreshTokenGrace');
  const rotates = unless(stack, 'Rotates', grace, 'off');
  client.addPropertyOverride(
    'RefreshTokenRotation',
    choose(rotates, { Feature: 'ENABLED', RetryGracePeriodSeconds: grace }),
  );
  // Cognito refuses ALLOW_REFRESH_TOKEN_AUTH together with rotation.
  client.addPropertyOverride('ExplicitAuthFlows', [
    'ALLOW_CUSTOM_AUTH',
    choose(rotates, undefined, 'ALLOW_REFRESH_TOKEN_AUTH'),
  ]);

  const webAclArn = parameters.text('webAcl');
  const hasWebAcl = unless(stack, 'HasWebAcl', webAclArn, '');
  const association = new CfnWebACLAssociation(stack, 'WebAclAssociation', {
    resourceArn: pool.attrArn,
    webAclArn,
  });
  const reason = 'An empty ARN leaves the association out';
  keepIf(hasWebAcl, [association], reason);
  // The check also looks at the parameter, which belongs to the stack.
  Validations.of(stack).acknowledge({ id: 'CloudFormation-Validate::W1030', reason });
}

/** On the Lite plan, PreTokenGeneration has the V1 event only. */
function eventVersion(stack: Stack, parameters: TemplateParameters): string {
  return choose(unless(stack, 'HasV2', parameters.text('plan'), 'LITE'), 'V2_0', 'V1_0');
}

type Type<Resource> = abstract new (...args: never[]) => Resource;

const all = <Resource extends CfnResource>(stack: Stack, type: Type<Resource>): Resource[] =>
  stack.node.findAll().filter((node) => node instanceof type) as unknown as Resource[];

function setVariable(stack: Stack, name: string, value: string): void {
  for (const resource of all(stack, CfnFunction)) {
    const { variables = {} } = (stack.resolve(resource.environment) ?? {}) as {
      variables?: object;
    };
    if (name in variables) resource.addPropertyOverride(`Environment.Variables.${name}`, value);
  }
}

/** The condition that a parameter has another value. */
const unless = (stack: Stack, id: string, parameter: string, value: string): CfnCondition =>
  (stack.node.tryFindChild(id) as CfnCondition | undefined) ??
  new CfnCondition(stack, id, {
    expression: Fn.conditionNot(Fn.conditionEquals(parameter, value)),
  });

/** One value or the other; a property or item that is undefined is left out. */
const choose = (condition: CfnCondition, yes: unknown, no?: unknown): string =>
  Fn.conditionIf(
    condition.logicalId,
    yes ?? { Ref: 'AWS::NoValue' },
    no ?? { Ref: 'AWS::NoValue' },
  ).toString();

/** @param reason why a reference to them may be empty */
function keepIf(condition: CfnCondition, resources: CfnResource[], reason?: string): void {
  for (const resource of resources) {
    resource.cfnOptions.condition = condition;
    if (reason) {
      Validations.of(resource).acknowledge({ id: 'CloudFormation-Validate::W1030', reason });
    }
  }
}
