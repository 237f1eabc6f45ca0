import { Tokenization } from 'aws-cdk-lib';
import { UserPoolOperation, type LambdaVersion, type UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Bundles } from '../packaging/function-files';
import type { ByTrigger } from '../pool/lambda-config';
import type { SealingKeys } from './sealing-keys';
import type { MfaSettings } from './read-props';
import { TriggerFunction } from './trigger-function';
import { learntParameter, type UnguardedClients } from './unguarded-clients';

export interface SignInTriggersProps {
  settings: MfaSettings;
  bundles: Bundles;
  table: Table;
  sealingKeys: SealingKeys;
  unguardedClients: UnguardedClients;
  /** Value of the metrics' dimension `service`. */
  service: string;
}

/** The four functions that Cognito calls during a sign-in, each with only the permissions it needs. */
export class SignInTriggers extends Construct {
  readonly functions: ByTrigger<Function>;

  constructor(scope: Construct, id: string, props: SignInTriggersProps) {
    super(scope, id);
    const { settings, bundles, table } = props;
    const { current } = props.sealingKeys;
    const limits = limitsEnvironment(settings);
    const remember = {
      REMEMBER_BROWSER: settings.rememberBrowser,
      REMEMBER_DAYS: text(settings.rememberDays.toDays()),
    };

    const define = new TriggerFunction(this, 'DefineAuthChallenge', { bundles, settings });

    const common = { bundles, settings, service: props.service };

    const create = new TriggerFunction(this, 'CreateAuthChallenge', {
      ...common,
      environment: {
        TABLE_NAME: table.tableName,
        SEALING_KEY_ID: current.key.keyId,
        SEALING_PUBLIC_KEY: current.publicKey,
        CODE_LENGTH: text(settings.codeLength),
        CODE_LIFETIME_SECONDS: text(settings.codeLifetime.toSeconds()),
        ADDRESS_HOLD_SECONDS: text(settings.addressHold.toSeconds()),
        ...remember,
        ...limits,
      },
    });
    create.allowOnRecords(table, ['PutItem'], ['challenge', 'notice']);
    create.allowOnRecords(table, ['UpdateItem'], ['challenge', 'user']);
    create.allowOnRecords(table, ['GetItem'], ['browsers', 'challenge']);

    const verify = new TriggerFunction(this, 'VerifyAuthChallengeResponse', {
      ...common,
      environment: {
        TABLE_NAME: table.tableName,
        CODE_LENGTH: text(settings.codeLength),
        PASS_SECONDS: text(settings.passLifetime.toSeconds()),
        PASS_BINDING: settings.passBinding,
        ...remember,
        REMEMBER_NOTICE: settings.rememberNotice ? 'yes' : 'no',
        ...limits,
      },
    });
    verify.allowOnRecords(table, ['UpdateItem'], ['browsers', 'challenge', 'user']);
    verify.allowOnRecords(table, ['GetItem'], ['pass']);
    verify.allowOnRecords(table, ['PutItem'], ['notice', 'pass']);

    const { ownFunction } = settings;
    const { unguardedClients } = props;
    const learnt =
      unguardedClients.learnt.length > 0 ? learntParameter(this, props.service) : undefined;
    const guard = new TriggerFunction(this, 'PreTokenGeneration', {
      ...common,
      environment: {
        TABLE_NAME: table.tableName,
        CLAIM_NAME: settings.claimName,
        PASS_BINDING: settings.passBinding,
        REFRESH_WITHOUT_CODE: settings.refreshWithoutCode,
        UNGUARDED_CLIENT_IDS: unguardedClients.known.join(','),
        ...(learnt && { UNGUARDED_CLIENTS_PARAMETER: learnt.name }),
        ...(ownFunction && { OWN_FUNCTION_ARN: ownFunction.functionArn }),
      },
    });
    guard.allowOnRecords(table, ['UpdateItem'], ['pass']);
    guard.allowOnRecords(table, ['GetItem'], ['user']);
    if (learnt) guard.allow(['ssm:GetParameter'], learnt.arn);
    if (ownFunction) guard.allow(['lambda:InvokeFunction'], ownFunction.functionArn);

    this.functions = {
      defineAuthChallenge: define.function,
      createAuthChallenge: create.function,
      verifyAuthChallengeResponse: verify.function,
      preTokenGeneration: guard.function,
    };
  }

  /**
   * Adds the triggers to a pool of the same CDK app. The pool references the functions, so no function may
   * reference the pool: CloudFormation could not order them. The guard therefore reads pool and app client
   * from each event, and unguarded clients are named by id.
   */
  addTo(userPool: UserPool, preTokenGenerationVersion: LambdaVersion): void {
    const { functions } = this;
    const add = userPool.addTrigger.bind(userPool);
    add(UserPoolOperation.DEFINE_AUTH_CHALLENGE, functions.defineAuthChallenge);
    add(UserPoolOperation.CREATE_AUTH_CHALLENGE, functions.createAuthChallenge);
    add(UserPoolOperation.VERIFY_AUTH_CHALLENGE_RESPONSE, functions.verifyAuthChallengeResponse);
    add(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      functions.preTokenGeneration,
      preTokenGenerationVersion,
    );
  }
}

function limitsEnvironment(settings: MfaSettings): Record<string, string> {
  const { maxAttempts, resendCooldown, codesPerHour, failuresPerDay, lockDuration } = settings;
  return {
    MAX_ATTEMPTS: text(maxAttempts),
    RESEND_COOLDOWN_SECONDS: text(resendCooldown.toSeconds()),
    CODES_PER_HOUR: text(codesPerHour),
    FAILURES_PER_DAY: text(failuresPerDay),
    LOCK_SECONDS: text(lockDuration.toSeconds()),
  };
}

/** A number, or the token of one, as the value of an environment variable. */
const text = (value: number): string => Tokenization.stringifyNumber(value);
