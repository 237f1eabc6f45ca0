import { Annotations, Aspects, Stack } from 'aws-cdk-lib';
import type { CfnUserPool, CfnUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import { judge, passwordFlows, readAppClient } from '../pool/app-clients';
import { isObject, type JsonObject } from '../pool/json';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { preTokenGenerationArns, TWO_SIGN_INS, type ByTrigger } from '../pool/lambda-config';
import { SettingError } from '../settings/settings';
import { isClientOf } from './pool-clients';
import type { MfaSettings } from './read-props';

/**
 * Finds what in a pool of this app conflicts with the second factor. It looks when the app is synthesized, so that
 * the order in which triggers, settings and clients are added does not matter.
 */
export function reportConflicts(
  userPool: UserPool,
  functions: ByTrigger<IFunction>,
  settings: Pick<MfaSettings, 'unguardedClients' | 'passBinding'>,
): void {
  userPool.node.addValidation({ validate: () => errorsOf(userPool, functions) });
  Aspects.of(userPool.node.root).add({
    visit: (node) => {
      if (node === userPool.node.defaultChild) warnAboutPool(userPool);
      else if (isClientOf(node, userPool)) warnAboutClient(node, settings);
    },
  });
}

const OTHER_GUARD =
  'PreTokenGeneration has another function than the second factor, which Cognito rejects. Remove it from lambdaTriggers, and pass it to EmailMfa as preTokenGeneration.';
const CHALLENGE_TRIGGERS = [
  'defineAuthChallenge',
  'createAuthChallenge',
  'verifyAuthChallengeResponse',
] as const;
const otherSignIn = (triggers: readonly string[]) =>
  `The user pool has functions of another custom sign-in: ${triggers.join(', ')}. ${TWO_SIGN_INS}`;

/**
 * To be called before our triggers are added.
 * @throws SettingError if the pool has functions for triggers that the second factor needs
 */
export function refuseOtherSignIn(userPool: UserPool): void {
  const { lambdaConfig = {} } = described(userPool);
  const taken = CHALLENGE_TRIGGERS.filter((trigger) => lambdaConfig[trigger]);
  if (taken.length > 0) throw new SettingError(otherSignIn(taken));
  if (lambdaConfig.preTokenGenerationConfig) throw new SettingError(OTHER_GUARD);
}

/** What makes the deployment fail, or keeps everyone from signing in. */
function errorsOf(userPool: UserPool, functions: ByTrigger<IFunction>): string[] {
  const { lambdaConfig = {}, mfaConfiguration } = described(userPool);
  const guards = preTokenGenerationArns(asOnTheWire(lambdaConfig));
  const resolve = (value: unknown) => JSON.stringify(Stack.of(userPool).resolve(value));
  const taken = CHALLENGE_TRIGGERS.filter(
    (trigger) => JSON.stringify(lambdaConfig[trigger]) !== resolve(functions[trigger].functionArn),
  );
  return [
    ...(guards.length > 1 ? [OTHER_GUARD] : []),
    ...(taken.length > 0 ? [otherSignIn(taken)] : []),
    ...(mfaConfiguration === 'ON'
      ? [
          "Cognito's own MFA is required. Cognito asks for that factor in place of the code, so nobody could sign in. Set mfa to Mfa.OFF.",
        ]
      : []),
  ];
}

function warnAboutPool(userPool: UserPool): void {
  const { mfaConfiguration, deviceConfiguration } = described(userPool);
  const annotations = Annotations.of(userPool);
  if (mfaConfiguration === 'OPTIONAL') {
    annotations.addWarningV2(
      'cognito-email-mfa:mfa',
      "Cognito's own MFA is optional. Users who have set up a factor cannot sign in: Cognito asks for it in place of the code. Set mfa to Mfa.OFF.",
    );
  }
  if (deviceConfiguration) {
    annotations.addWarningV2(
      'cognito-email-mfa:devices',
      'Cognito remembers devices. Its device sign-in runs after the code and cannot replace it. Leave out deviceTracking.',
    );
  }
}

function warnAboutClient(
  client: CfnUserPoolClient,
  { unguardedClients, passBinding }: Pick<MfaSettings, 'unguardedClients' | 'passBinding'>,
): void {
  const properties = Stack.of(client).resolve({
    ClientName: client.clientName,
    ExplicitAuthFlows: client.explicitAuthFlows,
    AllowedOAuthFlows: client.allowedOAuthFlows,
    AllowedOAuthFlowsUserPoolClient: client.allowedOAuthFlowsUserPoolClient,
    SupportedIdentityProviders: client.supportedIdentityProviders,
  }) as UserPoolClientType;
  const guard = {
    installed: true,
    unguardedClients,
    bindsPass: passBinding === 'required',
    hasDomain: true,
  };
  const { client: read, state, withoutCode } = judge(readAppClient(properties), guard);
  const annotations = Annotations.of(client);
  if (state === 'open') {
    annotations.addWarningV2(
      'cognito-email-mfa:open',
      'This app client is open: it allows passwords beside the code, and passBinding is off. A password alone can take the tokens of another sign-in. Remove the password flows, or set passBinding to required.',
    );
  } else if (passwordFlows(read).length > 0) {
    annotations.addWarningV2(
      'cognito-email-mfa:passwords',
      `This app client allows ${passwordFlows(read).join(', ')}. The guard refuses tokens to these sign-ins. Create it with mfa.addClient, which allows the code only.`,
    );
  } else if (withoutCode.length > 0) {
    annotations.addWarningV2(
      'cognito-email-mfa:oauth',
      'This app client allows managed login, which cannot ask for the code. The guard refuses every sign-in there. Set disableOAuth.',
    );
  }
}

function described(userPool: UserPool) {
  const pool = userPool.node.defaultChild as CfnUserPool;
  return Stack.of(userPool).resolve({
    lambdaConfig: pool.lambdaConfig,
    mfaConfiguration: pool.mfaConfiguration,
    deviceConfiguration: pool.deviceConfiguration,
  }) as {
    lambdaConfig?: JsonObject;
    mfaConfiguration?: string;
    deviceConfiguration?: object;
  };
}

/** LambdaConfig in Cognito's own spelling, each reference to a function as a text that tells it from others. */
function asOnTheWire(config: JsonObject = {}): JsonObject {
  const named = (value: unknown): JsonObject[string] =>
    isObject(value) && !('lambdaArn' in value)
      ? JSON.stringify(value)
      : (value as JsonObject[string]);
  const { preTokenGeneration, preTokenGenerationConfig } = config;
  const { lambdaArn = '' } = isObject(preTokenGenerationConfig) ? preTokenGenerationConfig : {};
  return {
    ...(preTokenGeneration && { PreTokenGeneration: named(preTokenGeneration) }),
    PreTokenGenerationConfig: { LambdaArn: named(lambdaArn) },
  };
}
