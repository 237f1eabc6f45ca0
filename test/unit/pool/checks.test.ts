import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import { judge, readAppClient } from '../../../infra/pool/app-clients';
import { checkPool } from '../../../infra/pool/checks';
import type { Finding } from '../../../infra/pool/finding';
import { guardEvents } from '../../../infra/pool/guard-state';
import type { JsonObject } from '../../../infra/pool/json';
import {
  hasDomain,
  secondFactorOf,
  type ExtraFunctions,
  type TriggerFunctions,
} from '../../../infra/pool/second-factor';

const TABLE_NAME = 'table';
const fn = (name: string, environment: Record<string, string> = {}, stack = 'Mfa') => ({
  arn: `arn:${name}`,
  ours: true,
  exists: true,
  stack,
  logicalId: name,
  environment,
});
const GUARD_ENVIRONMENT = { TABLE_NAME, CLAIM_NAME: 'email_mfa', PASS_BINDING: 'required' };
const FUNCTIONS: TriggerFunctions = {
  defineAuthChallenge: fn('define'),
  createAuthChallenge: fn('create', { TABLE_NAME, CODE_LIFETIME_SECONDS: '300' }),
  verifyAuthChallengeResponse: fn('verify', { TABLE_NAME }),
  preTokenGeneration: fn('guard', { ...GUARD_ENVIRONMENT, UNGUARDED_CLIENT_IDS: 'a,b' }),
};
const POOL: JsonObject = {
  UserPoolTier: 'LITE',
  AutoVerifiedAttributes: ['email'],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
  MfaConfiguration: 'OFF',
  EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' },
};
const EXTRAS: ExtraFunctions = {
  customMessage: { arn: 'mails', ours: true },
  postConfirmation: { arn: 'reset', ours: true },
};
const CLIENT: UserPoolClientType = {
  ClientId: 'web',
  ClientName: 'Web',
  ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
  PreventUserExistenceErrors: 'ENABLED',
  AuthSessionValidity: 10,
};
interface Changes {
  pool?: JsonObject;
  functions?: TriggerFunctions;
  extras?: ExtraFunctions;
  client?: UserPoolClientType;
  replicaRegions?: string[];
}

function examined({
  pool = {},
  functions = {},
  extras = {},
  client = {},
  replicaRegions = [],
}: Changes) {
  const described = { ...POOL, ...pool };
  const factor = secondFactorOf({ ...FUNCTIONS, ...functions }, { ...EXTRAS, ...extras });
  const guard = {
    ...factor,
    installed: factor.functions.preTokenGeneration?.ours === true,
    hasDomain: hasDomain(described),
  };
  const verdicts = [judge(readAppClient({ ...CLIENT, ...client }), guard)];
  return { pool: described, factor, verdicts, replicaRegions };
}
const found = (changes: Changes): Finding[] =>
  checkPool(examined(changes)).filter(({ level }) => level !== 'ok');
const events = (changes: Changes) => {
  const { pool, factor, verdicts } = examined(changes);
  const findings = checkPool({ pool, factor, verdicts });
  return guardEvents({ verdicts, findings }, factor).map(({ event, fields }) => [event, fields]);
};

test('a pool as it should be has no findings, and is no news', () => {
  expect(found({})).toEqual([]);
  expect(events({})).toEqual([]);
});

const selfService = {
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email' }] },
};

test('a PostConfirmation of others: nobody is told of a reset, where people reset by email', () => {
  const postConfirmation = { arn: 'arn:theirs', ours: false };
  expect(found({ extras: { postConfirmation } })).toEqual([]);
  expect(found({ extras: { postConfirmation }, pool: selfService })).toContainEqual({
    name: 'password reset',
    level: 'problem',
    text: expect.stringMatching(/runs arn:theirs\. Pass this function .* as postConfirmation/),
  });
});

test.each<[string, Changes]>([
  ['does not send by SES', { pool: { EmailConfiguration: {} } }],
  ['runs arn:theirs', { extras: { customMessage: { arn: 'arn:theirs', ours: false } } }],
])("Cognito's own emails stay as they are if the pool %s", (reason, changes) => {
  expect(found(changes)).toEqual([
    { name: 'other emails', level: 'note', text: expect.stringContaining(reason) },
  ]);
});

const missing = (...names: (keyof TriggerFunctions)[]) =>
  Object.fromEntries(names.map((name) => [name, undefined])) as unknown as TriggerFunctions;

describe.each<[string, TriggerFunctions, string, [string, object][]]>([
  [
    'are missing',
    missing('defineAuthChallenge', 'preTokenGeneration'),
    'DefineAuthChallenge, PreTokenGeneration are not set. Users can get tokens without a code.',
    [
      ['trigger.missing', { reason: 'DefineAuthChallenge' }],
      ['trigger.missing', { reason: 'PreTokenGeneration' }],
    ],
  ],
  [
    'miss one that no sign-in works without',
    missing('defineAuthChallenge'),
    'DefineAuthChallenge is not set. Nobody can sign in.',
    [['trigger.missing', { reason: 'DefineAuthChallenge' }]],
  ],
  [
    'run a function that was deleted',
    { defineAuthChallenge: { ...fn('gone'), exists: false } },
    'DefineAuthChallenge runs arn:gone, which does not exist. Nobody can sign in.',
    [],
  ],
  [
    'run a function of others',
    { createAuthChallenge: { ...fn('theirs', { CODE_LIFETIME_SECONDS: '300' }), ours: false } },
    'CreateAuthChallenge runs arn:theirs, which is not the function of the second factor.',
    [['trigger.foreign', { reason: 'CreateAuthChallenge' }]],
  ],
  [
    'belong to two stacks',
    { defineAuthChallenge: fn('define', {}, 'Other') },
    'The triggers belong to different stacks: DefineAuthChallenge of Other, CreateAuthChallenge of Mfa',
    [],
  ],
  [
    'use two tables, so that no pass is found',
    { verifyAuthChallengeResponse: fn('verify', { TABLE_NAME: 'another' }) },
    'The triggers use different tables, so no code is ever accepted.',
    [],
  ],
])('triggers that %s', (_name, functions, text, news) => {
  test('are a problem', () => {
    expect(found({ functions })).toContainEqual({
      name: 'triggers',
      level: 'problem',
      text: expect.stringContaining(text),
    });
  });
  test('are news if someone took them off', () => {
    const trigger = events({ functions }).filter(([event]) => String(event).startsWith('trigger.'));
    expect(trigger).toEqual(news);
  });
});

test('without the guard every client that users sign in through is open, and that is news', () => {
  const theirs = { preTokenGeneration: { ...fn('theirs'), ours: false } };
  expect(events({ functions: theirs })).toContainEqual(['client.open', { clientId: 'web' }]);
});

test.each<[string, string, 'note' | 'problem', JsonObject]>([
  [
    'events that the plan does not support',
    'token event',
    'problem',
    { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'x', LambdaVersion: 'V2_0' } } },
  ],
  [
    'two fields that name different functions',
    'token event',
    'problem',
    {
      LambdaConfig: {
        PreTokenGeneration: 'y',
        PreTokenGenerationConfig: { LambdaArn: 'x', LambdaVersion: 'V1_0' },
      },
    },
  ],
  ['a plan that could do more', 'token event', 'note', { UserPoolTier: 'PLUS' }],
  [
    'recovery by email',
    'recovery',
    'note',
    { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] } },
  ],
  ['recovery by default', 'recovery', 'note', { AccountRecoverySetting: null }],
  [
    'an address that takes effect before it is verified',
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
  ['Cognito’s own MFA, optional', 'Cognito MFA', 'problem', { MfaConfiguration: 'OPTIONAL' }],
  ['Cognito’s own MFA', 'Cognito MFA', 'problem', { MfaConfiguration: 'ON' }],
  [
    'remembered devices',
    'device tracking',
    'problem',
    { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } },
  ],
])('the pool has %s', (_name, name, level, pool) => {
  expect(found({ pool })).toEqual([{ name, level, text: expect.any(String) }]);
});

test('a token event that the plan does not support is news', () => {
  const LambdaConfig = { PreTokenGenerationConfig: { LambdaArn: 'x', LambdaVersion: 'V2_0' } };
  expect(events({ pool: { LambdaConfig } })).toEqual([
    ['pool.conflict', { reason: 'TOKEN_EVENT' }],
  ]);
});

test('a code of unknown lifetime is a problem, as its sign-in may end first', () => {
  const functions = { createAuthChallenge: fn('create', { TABLE_NAME }) };
  expect(found({ functions })).toEqual([
    { name: 'time for the code', level: 'problem', text: expect.stringContaining('unknown') },
  ]);
});

test('who cannot sign in with Cognito’s own MFA depends on whether it is required', () => {
  const text = (MfaConfiguration: string) => found({ pool: { MfaConfiguration } })[0]?.text;
  expect(text('ON')).toMatch(/Nobody can sign in.*Set MFA to OFF/);
  expect(text('OPTIONAL')).toMatch(/Users who have set up a factor cannot sign in/);
  expect(events({ pool: { MfaConfiguration: 'ON' } })).toEqual([
    ['pool.conflict', { reason: 'COGNITO_MFA' }],
  ]);
});

const MANAGED: UserPoolClientType = {
  AllowedOAuthFlows: ['code'],
  AllowedOAuthFlowsUserPoolClient: true,
};
test.each<[string, UserPoolClientType, string, 'note' | 'problem', string]>([
  [
    'reveals who has an account',
    { PreventUserExistenceErrors: 'LEGACY' },
    'unknown users',
    'problem',
    'Clients that reveal who has an account: Web. Set PreventUserExistenceErrors to ENABLED.',
  ],
  [
    'ends before its code does',
    { AuthSessionValidity: 3 },
    'time for the code',
    'problem',
    'Clients whose sign-in ends before the code of 5 min: Web. Raise AuthSessionValidity.',
  ],
  [
    'also allows a password alone',
    { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'] },
    'password sign-in',
    'note',
    'Web: the guard refuses tokens to sign-ins by password alone',
  ],
  [
    'uses managed login',
    MANAGED,
    'managed login',
    'problem',
    'Web: managed login cannot ask for the code',
  ],
])('a client that %s', (_name, client, name, level, text) => {
  expect(found({ pool: { Domain: 'login' }, client })).toEqual([
    { name, level, text: expect.stringContaining(text) },
  ]);
});

test('users of external providers are refused at a guarded client', () => {
  const client = { ...MANAGED, SupportedIdentityProviders: ['COGNITO', 'Google'] };
  expect(found({ pool: { Domain: 'login' }, client }).map(({ name }) => name)).toEqual([
    'managed login',
    'external providers',
  ]);
});

test('a domain of its own is a way to managed login too', () => {
  const names = found({ pool: { CustomDomain: 'login.example.com' }, client: MANAGED });
  expect(names.map(({ name }) => name)).toEqual(['managed login']);
});

test('a client for users of external providers alone is a note: they get no code of ours', () => {
  const client: UserPoolClientType = {
    ...MANAGED,
    ClientId: 'a',
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    SupportedIdentityProviders: ['Google'],
  };
  expect(found({ pool: { Domain: 'login' }, client })).toEqual([
    { name: 'external providers', level: 'note', text: expect.stringContaining('without a code') },
  ]);
});

test('each open client is named with the reason and what to do', () => {
  const text = (changes: Changes) =>
    found(changes).find(({ name }) => name === 'open clients')?.text;
  expect(text({ client: { ClientId: 'a' } })).toMatch(/^Web: .*unguardedClients/);
  const mixed = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] };
  const unbound = {
    preTokenGeneration: fn('guard', { ...GUARD_ENVIRONMENT, PASS_BINDING: 'off' }),
  };
  const changes = { client: mixed as UserPoolClientType, functions: unbound };
  expect(text(changes)).toMatch(/^Web: .*passBinding is off/);
  expect(events(changes)).toEqual([['client.open', { clientId: 'web' }]]);
});

test('a client that the settings leave open is no news', () => {
  expect(events({ client: { ClientId: 'a' } })).toEqual([]);
});

test('a client that no user signs in through is not checked', () => {
  const machine: UserPoolClientType = {
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'LEGACY',
    AuthSessionValidity: 3,
  };
  expect(found({ client: machine })).toEqual([]);
});

test('the settings are read from the functions', () => {
  expect(secondFactorOf(FUNCTIONS)).toMatchObject({
    unguardedClients: ['a', 'b'],
    bindsPass: true,
    codeLifetime: 300,
  });
  expect(secondFactorOf({})).toEqual({
    functions: {},
    extras: {},
    unguardedClients: [],
    bindsPass: false,
    codeLifetime: undefined,
  });
});

test('a copy of the pool in another region is a problem: its users may need no code there', () => {
  expect(found({ replicaRegions: ['eu-west-1'] })).toEqual([
    {
      name: 'replicas',
      level: 'problem',
      text: expect.stringMatching(/copy in eu-west-1.*without a code.*Keep the copy inactive/),
    },
  ]);
});
