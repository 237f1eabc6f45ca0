import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import { judge, readAppClient } from '../../../infra/pool/app-clients';
import type { JsonObject } from '../../../infra/pool/json';
import { checkPool } from '../../../infra/pool/checks';
import type { Finding } from '../../../infra/pool/finding';
import { guardOf, type TriggerFunctions } from '../../../infra/pool/deployed-functions';

const TABLE_NAME = 'table';
const fn = (name: string, environment: Record<string, string> = {}, stack = 'Mfa') => ({
  arn: `arn:${name}`,
  exists: true,
  stack,
  logicalId: name,
  environment,
});
const FUNCTIONS: TriggerFunctions = {
  defineAuthChallenge: fn('define'),
  createAuthChallenge: fn('create', { TABLE_NAME, CODE_LIFETIME_SECONDS: '300' }),
  verifyAuthChallengeResponse: fn('verify', { TABLE_NAME }),
  preTokenGeneration: fn('guard', {
    TABLE_NAME,
    CLAIM_NAME: 'email_mfa',
    UNGUARDED_CLIENT_IDS: 'a,b',
  }),
};
const POOL: JsonObject = {
  UserPoolTier: 'LITE',
  AutoVerifiedAttributes: ['email'],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
  MfaConfiguration: 'OFF',
};
const CLIENT: UserPoolClientType = {
  ClientId: 'web',
  ClientName: 'Web',
  ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
  PreventUserExistenceErrors: 'ENABLED',
  AuthSessionValidity: 10,
};

function checks(
  pool: JsonObject = {},
  functions: TriggerFunctions = {},
  client: UserPoolClientType = {},
): Finding[] {
  const all = { ...FUNCTIONS, ...functions };
  const described = { ...POOL, ...pool };
  const guard = guardOf(described, all);
  const verdicts = [judge(readAppClient({ ...CLIENT, ...client }), guard)];
  const examined = { pool: described, functions: all, guardInstalled: guard.installed, verdicts };
  return checkPool(examined);
}
const found = (all: Finding[]) =>
  all.filter(({ level }) => level !== 'ok').map(({ name, level, text }) => [name, level, text]);

test('a pool as it should be gives nothing to look at', () => {
  expect(found(checks())).toEqual([]);
});

describe.each<[string, TriggerFunctions, string]>([
  [
    'are missing',
    { defineAuthChallenge: undefined, preTokenGeneration: undefined } as TriggerFunctions,
    'No function runs for DefineAuthChallenge, PreTokenGeneration.',
  ],
  [
    'run a function that is gone',
    { defineAuthChallenge: { ...fn('gone'), exists: false } },
    'DefineAuthChallenge runs arn:gone, which does not exist. Nobody can sign in.',
  ],
  [
    'run another guard',
    { preTokenGeneration: fn('theirs', { TABLE_NAME }) },
    'PreTokenGeneration runs arn:theirs, which is not the guard.',
  ],
  [
    'are of two stacks',
    { defineAuthChallenge: fn('define', {}, 'Other') },
    'The triggers belong to different stacks: DefineAuthChallenge of Other, CreateAuthChallenge of Mfa, VerifyAuthChallengeResponse of Mfa, PreTokenGeneration of Mfa.',
  ],
  [
    'keep their records apart, so that no pass is found',
    { verifyAuthChallengeResponse: fn('verify', { TABLE_NAME: 'another' }) },
    'The triggers use different tables, so no code is ever accepted.',
  ],
])('triggers that %s', (_name, functions, text) => {
  test('are told', () => {
    expect(found(checks({}, functions))).toContainEqual(['triggers', 'problem', text]);
  });
});

test.each<[string, string, 'note' | 'problem', JsonObject]>([
  [
    'a guard that gets events which the plan does not have',
    'tokens',
    'problem',
    { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'x', LambdaVersion: 'V2_0' } } },
  ],
  ['a plan that could do more', 'tokens', 'note', { UserPoolTier: 'PLUS' }],
  [
    'recovery by e-mail',
    'recovery',
    'note',
    { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] } },
  ],
  ['recovery by default', 'recovery', 'note', { AccountRecoverySetting: null }],
  [
    'an address that counts before it is verified',
    'change of address',
    'problem',
    { UserAttributeUpdateSettings: {} },
  ],
  [
    'addresses that nobody verifies',
    'change of address',
    'problem',
    { AutoVerifiedAttributes: ['phone_number'] },
  ],
  ['Cognito’s own MFA', 'other factors', 'problem', { MfaConfiguration: 'OPTIONAL' }],
])('%s is told', (_name, name, level, pool) => {
  expect(found(checks(pool))).toEqual([[name, level, expect.any(String)]]);
});

test.each<[string, UserPoolClientType, string, string]>([
  [
    'tells who has an account',
    { PreventUserExistenceErrors: 'LEGACY' },
    'unknown users',
    'Clients that reveal who has an account: Web. Set PreventUserExistenceErrors to ENABLED.',
  ],
  [
    'ends before its code does',
    { AuthSessionValidity: 3 },
    'time for the code',
    'Clients whose sign-in ends before the code of 5 min: Web. Raise AuthSessionValidity.',
  ],
])('a client that %s is told', (_name, client, name, text) => {
  expect(found(checks({}, {}, client))).toEqual([[name, 'problem', text]]);
});

test('a client that nobody signs in through is not checked', () => {
  const machine: UserPoolClientType = {
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'LEGACY',
    AuthSessionValidity: 3,
  };
  expect(found(checks({}, {}, machine))).toEqual([]);
});

test('the guard tells which clients it lets through', () => {
  expect(guardOf({ Domain: 'login' }, FUNCTIONS)).toEqual({
    installed: true,
    unguardedClients: ['a', 'b'],
    hasDomain: true,
  });
  expect(guardOf({}, {})).toEqual({ installed: false, unguardedClients: [], hasDomain: false });
});
