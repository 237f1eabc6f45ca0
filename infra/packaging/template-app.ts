import {
  App,
  CfnOutput,
  CfnRule,
  DefaultStackSynthesizer,
  Duration,
  Fn,
  RemovalPolicy,
  Stack,
} from 'aws-cdk-lib';
import {
  UserPool,
  UserPoolClient,
  type CfnUserPool,
  type CfnUserPoolClient,
  type IUserPool,
} from 'aws-cdk-lib/aws-cognito';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailMfa } from '../constructs/email-mfa';
import { poolOptions } from '../constructs/pool-options';
import { SETTINGS, parseSettings } from '../settings/settings';
import { STACK_NAME } from '../settings/stack-name';
import { sharedBundles } from './bundle';
import { readFromBucket } from './template-functions';
import { TemplateParameters } from './template-parameters';
import { setAccountApi, setPoolVariants, setVariants } from './template-variants';

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
  const userPool = pool === 'new-pool' ? newPool(stack) : existingPool(stack, parameters);
  const mfa = addMfa(stack, parameters, userPool);
  setVariants(stack, parameters);
  const hasApi = setAccountApi(stack, parameters, userPool);
  new CfnOutput(stack, 'AccountApiUrl', { value: mfa.accountApiUrl ?? '', condition: hasApi });
  if (pool === 'new-pool') {
    const client = mfa.addClient('Web');
    setPoolVariants(stack, parameters, {
      pool: userPool.node.defaultChild as CfnUserPool,
      client: client.node.defaultChild as CfnUserPoolClient,
    });
    new CfnOutput(stack, 'UserPoolId', { value: userPool.userPoolId });
    new CfnOutput(stack, 'UserPoolClientId', { value: client.userPoolClientId });
  }
  readFromBucket(stack, {
    bucket: parameters.other('FunctionsBucket', 'Bucket that has the zipped functions.'),
    prefix: parameters.other('FunctionsPrefix', 'Folder in that bucket.', 'email-mfa/functions/'),
  });
  checkTogether(stack);
  new CfnOutput(stack, 'TableName', { value: mfa.table.tableName });
  return app;
}

const newPool = (stack: Stack): UserPool =>
  new UserPool(stack, 'Users', {
    ...poolOptions(),
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });

function existingPool(stack: Stack, parameters: TemplateParameters): IUserPool {
  const id = parameters.other('UserPoolId', 'Id of the user pool, such as eu-central-1_AbCdEfGhI.');
  return UserPool.fromUserPoolId(stack, 'Users', id);
}

function addMfa(stack: Stack, parameters: TemplateParameters, userPool: IUserPool): EmailMfa {
  const unguarded = parameters.other(
    'UnguardedClients',
    `${SETTINGS.unguardedClients.about} Ids, separated by commas.`,
    '',
  );
  return new EmailMfa(stack, 'Mfa', {
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
    addressHold: parameters.addressHold(),
    claimName: parameters.text('claimName'),
    unguardedClients: [UserPoolClient.fromUserPoolClientId(stack, 'Unguarded', unguarded)],
    rememberedBrowsers: { duration: Duration.days(parameters.number('rememberDays')) },
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
      replyTo: parameters.text('replyTo'),
      pageUrl: parameters.text('pageUrl'),
    },
    accountApi: { enabled: true },
    audit: { retention: parameters.days('auditRetention') },
    guardWatch: { repair: true },
    alarms: {
      topic: Topic.fromTopicArn(stack, 'Topic', parameters.text('alarmTopic')),
      lockOuts: parameters.number('lockAlarm'),
      guardRefusals: parameters.number('guardAlarm'),
    },
    runbookUrl: parameters.text('runbookUrl'),
    logRetention: parameters.days('logRetention'),
    // It would show the alarms, which are there only if a topic is given.
    dashboard: false,
  });
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
