import {
  App,
  CfnCondition,
  CfnOutput,
  CfnRule,
  DefaultStackSynthesizer,
  Fn,
  RemovalPolicy,
  Stack,
  Validations,
  type CfnResource,
} from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  UserPool,
  UserPoolClient,
  type CfnUserPool,
  type IUserPool,
} from 'aws-cdk-lib/aws-cognito';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailMfa } from '../constructs/email-mfa';
import { poolOptions } from '../constructs/pool-options';
import { SETTINGS, parseSettings } from '../settings/settings';
import { STACK_NAME } from '../settings/stack-name';
import { sharedBundles } from './bundle';
import { readFromBucket } from './template-functions';
import { TemplateParameters } from './template-parameters';

/** Whether the template creates a user pool, or takes one that exists. */
export type PoolKind = 'new-pool' | 'existing-pool';

/**
 * A stack that is deployed without the CDK: its settings are CloudFormation parameters, and its functions are
 * read from a bucket.
 * @param context settings that become the parameters' defaults
 */
export function buildApp(
  context: Record<string, string> = {},
  outdir?: string,
  { validateTemplate = true, pool = 'new-pool' as PoolKind } = {},
): App {
  const builtinCloudFormationValidation = validateTemplate;
  const app = new App({ context, builtinCloudFormationValidation, ...(outdir && { outdir }) });
  const stack = new Stack(app, STACK_NAME, {
    description: 'Emailed one-time codes as the second factor of a Cognito user pool',
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  const all = parseSettings(context);
  const given = Object.fromEntries(Object.entries(all).filter(([name]) => name in context));
  const parameters = new TemplateParameters(stack, given);
  const userPool =
    pool === 'new-pool' ? newPool(stack, parameters) : existingPool(stack, parameters);
  const mfa = addMfa(stack, parameters, userPool);
  if (pool === 'new-pool') {
    const { userPoolClientId } = mfa.addClient('Web');
    new CfnOutput(stack, 'UserPoolId', { value: userPool.userPoolId });
    new CfnOutput(stack, 'UserPoolClientId', { value: userPoolClientId });
  }
  setPlan(stack, parameters, mfa);
  readFromBucket(stack, {
    bucket: parameters.other('FunctionsBucket', 'Bucket that has the zipped functions.'),
    prefix: parameters.other('FunctionsPrefix', 'Folder in that bucket.', 'email-mfa/functions/'),
  });
  checkTogether(stack);
  new CfnOutput(stack, 'TableName', { value: mfa.table.tableName });
  return app;
}

function newPool(stack: Stack, parameters: TemplateParameters): UserPool {
  const userPool = new UserPool(stack, 'Users', {
    ...poolOptions(),
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const signUp = new CfnCondition(stack, 'HasSelfSignUp', {
    expression: Fn.conditionEquals(parameters.text('selfSignUp'), 'yes'),
  });
  (userPool.node.defaultChild as CfnUserPool).adminCreateUserConfig = {
    allowAdminCreateUserOnly: Fn.conditionIf(signUp.logicalId, false, true),
  };
  return userPool;
}

function existingPool(stack: Stack, parameters: TemplateParameters): IUserPool {
  const id = parameters.other('UserPoolId', 'Id of the user pool, such as eu-central-1_AbCdEfGhI.');
  return UserPool.fromUserPoolId(stack, 'Users', id);
}

function addMfa(stack: Stack, parameters: TemplateParameters, userPool: IUserPool): EmailMfa {
  const topicArn = parameters.text('alarmTopic');
  const inSubject = parameters.text('codeInSubject');
  const unguarded = parameters.other(
    'UnguardedClients',
    `${SETTINGS.unguardedClients.about} Ids, separated by commas.`,
    '',
  );
  const mfa = new EmailMfa(stack, 'Mfa', {
    userPool,
    bundleFolder: sharedBundles(),
    sender: parameters.text('sender'),
    senderIdentity: EmailIdentity.fromEmailIdentityName(
      stack,
      'Identity',
      parameters.text('senderIdentity'),
    ),
    codeLength: parameters.number('codeLength'),
    codeLifetime: parameters.codeLifetime(),
    passLifetime: parameters.seconds('passLifetime'),
    claimName: parameters.text('claimName'),
    unguardedClients: [UserPoolClient.fromUserPoolClientId(stack, 'Unguarded', unguarded)],
    limits: {
      maxAttempts: parameters.number('maxAttempts'),
      resendCooldown: parameters.seconds('resendCooldown'),
      codesPerHour: parameters.number('codesPerHour'),
      failuresPerDay: parameters.number('failuresPerDay'),
      lockDuration: parameters.lockDuration(),
    },
    mail: {
      productName: parameters.text('productName'),
      supportAddress: parameters.text('supportAddress'),
      brandColor: parameters.text('brandColor'),
      defaultLocale: parameters.text('defaultLocale'),
    },
    // It has no page whose origin the API could let in.
    accountApi: { enabled: false },
    alarms: { topic: Topic.fromTopicArn(stack, 'Topic', topicArn) },
    // It would show the alarms, which are there only if a topic is given.
    dashboard: false,
  });
  const sendCode = mfa.functions.sendCode.node.defaultChild as CfnFunction;
  sendCode.addPropertyOverride('Environment.Variables.CODE_IN_SUBJECT', inSubject);
  const hasTopic = new CfnCondition(stack, 'HasAlarmTopic', {
    expression: Fn.conditionNot(Fn.conditionEquals(topicArn, '')),
  });
  for (const child of stack.node.findAll()) {
    if (!(child instanceof CfnAlarm)) continue;
    child.cfnOptions.condition = hasTopic;
    Validations.of(child).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason: 'An empty topic leaves the alarm out',
    });
  }
  return mfa;
}

/** Environment variable of those that check or change the pool. */
const VERSION = 'PRE_TOKEN_GENERATION_VERSION';

/** On the Lite plan, PreTokenGeneration has the V1 event only. */
function setPlan(stack: Stack, parameters: TemplateParameters, mfa: EmailMfa): void {
  const plan = parameters.text('plan');
  const isLite = new CfnCondition(stack, 'IsLite', {
    expression: Fn.conditionEquals(plan, 'LITE'),
  });
  const version = Fn.conditionIf(isLite.logicalId, 'V1_0', 'V2_0');
  for (const child of stack.node.findAll()) {
    if (!(child instanceof CfnFunction)) continue;
    const { variables = {} } = (stack.resolve(child.environment) ?? {}) as { variables?: object };
    if (!(VERSION in variables)) continue;
    child.addPropertyOverride(`Environment.Variables.${VERSION}`, version);
  }
  if (mfa.attachment) return;
  const userPool = stack.node.findChild('Users').node.defaultChild as CfnResource;
  userPool.addPropertyOverride('UserPoolTier', plan);
  userPool.addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaVersion', version);
}

/** The one rule over two parameters: a code's attempts must fit into a day's failures. */
function checkTogether(stack: Stack): void {
  const parameter = (id: string) => Fn.ref(id);
  for (
    let attempts = SETTINGS.failuresPerDay.min + 1;
    attempts <= SETTINGS.maxAttempts.max;
    attempts += 1
  ) {
    const tooFew = Array.from({ length: attempts - SETTINGS.failuresPerDay.min }, (_, n) =>
      String(SETTINGS.failuresPerDay.min + n),
    );
    new CfnRule(stack, `FailuresFor${attempts}Attempts`, {
      ruleCondition: Fn.conditionEquals(parameter('MaxAttempts'), String(attempts)),
      assertions: [
        {
          assert: Fn.conditionNot(Fn.conditionContains(tooFew, parameter('FailuresPerDay'))),
          assertDescription: 'FailuresPerDay must be at least MaxAttempts.',
        },
      ],
    });
  }
}
