import fc from 'fast-check';
import { objectIn, without, type JsonObject } from '../../../infra/pool/json';
import {
  attach,
  detach,
  installedTriggers,
  preTokenGenerationVersion,
  TRIGGER_NAMES,
} from '../../../infra/pool/lambda-config';
import { lostFields, updateRequest } from '../../../infra/pool/update-request';
import { NEWER, OURS, POOLS } from './pools';

const triggers = (arns = OURS, version = 'V2_0') => ({ arns, preTokenGenerationVersion: version });
const OUR_FIELDS = [...Object.values(TRIGGER_NAMES), 'PreTokenGenerationConfig'];
const READ_ONLY = [
  ...['Id', 'Name', 'Arn', 'Status', 'CreationDate', 'LastModifiedDate', 'Domain', 'CustomDomain'],
  ...['EstimatedNumberOfUsers', 'SchemaAttributes', 'AliasAttributes', 'UsernameAttributes'],
  ...['UsernameConfiguration', 'EmailConfigurationFailure', 'SmsConfigurationFailure'],
];

/** A pool after an update, of a Cognito that keeps nothing but what it is told. */
const updated = (pool: JsonObject, request: JsonObject): JsonObject => ({
  ...Object.fromEntries(Object.entries(pool).filter(([field]) => READ_ONLY.includes(field))),
  ...without(request, ['UserPoolId']),
});

/** All of a pool but the triggers that are ours to set, and the field that Cognito does not take. */
const restOf = (pool: JsonObject) => ({
  ...pool,
  LambdaConfig: without(objectIn(pool, 'LambdaConfig'), OUR_FIELDS),
  AdminCreateUserConfig: without(objectIn(pool, 'AdminCreateUserConfig'), [
    'UnusedAccountValidityDays',
  ]),
});

const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject[string]);
const arn = fc.stringMatching(/^arn:aws:lambda:eu-central-1:111122223333:function:[a-z]{1,9}$/);
const lambdaConfig = fc
  .dictionary(
    fc.oneof(fc.constantFrom('PreSignUp', 'CustomMessage'), fc.string()),
    fc.oneof(arn, json),
  )
  .map((config) => without(config as JsonObject, OUR_FIELDS));
const pool = fc
  .tuple(
    fc.dictionary(
      fc.oneof(fc.constantFrom(...READ_ONLY, ...Object.keys(POOLS.future ?? {})), fc.string()),
      json,
    ),
    fc.option(lambdaConfig),
  )
  .map(([fields, config]) => ({
    ...(without(fields as JsonObject, ['LambdaConfig', 'UserPoolId']) as JsonObject),
    Id: 'eu-central-1_Any',
    ...(config && { LambdaConfig: config }),
  }));

describe('any pool whatever', () => {
  test('has after attaching all that it had before, and the four triggers', () => {
    fc.assert(
      fc.property(pool, (before) => {
        const after = updated(
          before,
          updateRequest(before, attach(objectIn(before, 'LambdaConfig'), triggers())),
        );
        expect(restOf(after)).toEqual(restOf(before));
        expect(installedTriggers(objectIn(after, 'LambdaConfig'))).toEqual(OURS);
      }),
      { numRuns: 500 },
    );
  });

  test('is after detaching as it was before attaching', () => {
    fc.assert(
      fc.property(lambdaConfig, (before) => {
        expect(detach(attach(before, triggers()), OURS)).toEqual(before);
      }),
    );
  });

  test('attached twice is as attached once', () => {
    fc.assert(
      fc.property(lambdaConfig, (before) => {
        const once = attach(before, triggers());
        expect(attach(once, triggers())).toEqual(once);
      }),
    );
  });

  test('keeps what others set after attaching', () => {
    fc.assert(
      fc.property(lambdaConfig, lambdaConfig, (before, theirs) => {
        const changed = { ...attach(before, triggers()), ...theirs };
        expect(detach(changed, OURS)).toEqual({ ...before, ...theirs });
      }),
    );
  });

  test('shows every field that was lost', () => {
    fc.assert(
      fc.property(pool, fc.nat(), (before, at) => {
        const request = updateRequest(before, attach(objectIn(before, 'LambdaConfig'), triggers()));
        const after = updated(before, request);
        expect(lostFields(request, after)).toEqual([]);
        const full = Object.entries(request).filter(
          ([field, value]) =>
            !['UserPoolId', 'LambdaConfig'].includes(field) &&
            (typeof value === 'number' || typeof value === 'boolean'),
        );
        fc.pre(full.length > 0);
        const [lost = ''] = full[at % full.length] ?? [];
        expect(lostFields(request, without(after, [lost]))).toEqual([lost]);
      }),
    );
  });
});

describe.each(Object.entries(POOLS))('the pool “%s”', (_name, before) => {
  const request = updateRequest(before, attach(objectIn(before, 'LambdaConfig'), triggers()));

  test('has after attaching all that it had before', () => {
    expect(restOf(updated(before, request))).toEqual(restOf(before));
  });

  test('is told no field that Cognito does not take', () => {
    expect(Object.keys(request).filter((field) => READ_ONLY.includes(field))).toEqual([]);
  });

  test('gets our triggers in every field that names them', () => {
    expect(request.LambdaConfig).toMatchObject({
      DefineAuthChallenge: OURS.defineAuthChallenge,
      CreateAuthChallenge: OURS.createAuthChallenge,
      VerifyAuthChallengeResponse: OURS.verifyAuthChallengeResponse,
      PreTokenGeneration: OURS.preTokenGeneration,
      PreTokenGenerationConfig: { LambdaArn: OURS.preTokenGeneration, LambdaVersion: 'V2_0' },
    });
  });
});

describe('the life of a temporary password', () => {
  const validity = (name: string) =>
    objectIn(updateRequest(POOLS[name] as JsonObject, {}), 'AdminCreateUserConfig')
      .UnusedAccountValidityDays;

  test('is sent in the newer field alone where that is in use: Cognito refuses both', () => {
    expect(validity('everything')).toBeUndefined();
  });
  test('is sent in the older field where that is in use', () => {
    expect(validity('old')).toBe(30);
  });
});

describe('a trigger that another function has', () => {
  const theirs = 'arn:aws:lambda:eu-central-1:111122223333:function:theirs';

  test.each([
    ['DefineAuthChallenge', { DefineAuthChallenge: theirs }],
    ['CreateAuthChallenge', { CreateAuthChallenge: theirs }],
    ['VerifyAuthChallengeResponse', { VerifyAuthChallengeResponse: theirs }],
    ['PreTokenGeneration', { PreTokenGeneration: theirs }],
    [
      'PreTokenGeneration',
      { PreTokenGenerationConfig: { LambdaArn: theirs, LambdaVersion: 'V3_0' } },
    ],
    [
      'PreTokenGeneration',
      {
        PreTokenGeneration: theirs,
        PreTokenGenerationConfig: { LambdaArn: OURS.preTokenGeneration, LambdaVersion: 'V1_0' },
      },
    ],
  ])('is refused: %s (%j)', (trigger, config) => {
    expect(() => attach(config as JsonObject, triggers())).toThrow(`${trigger} runs ${theirs}`);
  });

  test('is left alone when ours are taken off', () => {
    const config: JsonObject = {
      DefineAuthChallenge: theirs,
      CreateAuthChallenge: OURS.createAuthChallenge,
      PreTokenGeneration: theirs,
      PreTokenGenerationConfig: { LambdaArn: theirs, LambdaVersion: 'V1_0' },
    };
    expect(detach(config, OURS)).toEqual(without(config, ['CreateAuthChallenge']));
  });
});

describe("the app's own PreTokenGeneration function", () => {
  const ownFunction = 'arn:aws:lambda:eu-central-1:111122223333:function:theirs';
  const installed = (version: string): JsonObject => ({
    PreTokenGeneration: ownFunction,
    PreTokenGenerationConfig: { LambdaArn: ownFunction, LambdaVersion: version },
  });

  test.each(['V1_0', 'V2_0', 'V3_0'])('goes on with its event %s, and gets its place back', (v) => {
    const ours = { ...triggers(OURS, v), ownFunction };
    const attached = attach(installed(v), ours);
    expect(preTokenGenerationVersion(attached)).toBe(v);
    expect(detach(attached, OURS, ours)).toEqual(installed(v));
  });

  // Fails if ours is put in its place without a look: it would get an event that it cannot read.
  test.each([
    ['V3_0', installed('V3_0')],
    ['V1_0', { PreTokenGeneration: ownFunction }],
  ])('is not given another event than %s', (version, config) => {
    expect(() => attach(config, { ...triggers(), ownFunction })).toThrow(
      `Set the prop preTokenGenerationVersion to LambdaVersion.${version}.`,
    );
  });
});

describe('our functions of before', () => {
  const attached = attach({ PreSignUp: 'arn:theirs' }, triggers(OURS, 'V1_0'));

  test('are replaced by newer ones in an update', () => {
    const newer = attach(attached, triggers(NEWER), Object.values(OURS));
    expect(installedTriggers(newer)).toEqual(NEWER);
    expect(preTokenGenerationVersion(newer)).toBe('V2_0');
    expect(detach(newer, NEWER)).toEqual({ PreSignUp: 'arn:theirs' });
  });
  test('are not replaced by those of another stack', () => {
    expect(() => attach(attached, triggers(NEWER))).toThrow(OURS.preTokenGeneration);
  });
});

test('an empty ARN is a free trigger', () => {
  expect(installedTriggers({ DefineAuthChallenge: '', PreTokenGenerationConfig: {} })).toEqual({});
  expect(() => attach({ DefineAuthChallenge: '' }, triggers())).not.toThrow();
});

describe('comparing before and after', () => {
  const request: JsonObject = {
    UserPoolId: 'x',
    UserPoolTags: {},
    UserPoolTier: 'PLUS',
    Policies: { PasswordPolicy: { MinimumLength: 16 } },
    LambdaConfig: attach({ PreSignUp: 'arn:theirs' }, triggers()),
  };

  test('passes over what Cognito fills in, and what it leaves out for being empty', () => {
    const after = {
      ...without(request, ['UserPoolId', 'UserPoolTags']),
      Policies: { PasswordPolicy: { MinimumLength: 16, RequireNumbers: true } },
    };
    expect(lostFields(request, after)).toEqual([]);
  });
  test('passes over which of its two fields PreTokenGeneration is told in', () => {
    const one = without(objectIn(request, 'LambdaConfig'), ['PreTokenGeneration']);
    expect(lostFields(request, { ...request, LambdaConfig: one })).toEqual([]);
  });
  // Fails if the version is not compared: the guard would get events that it cannot change access tokens by.
  test('names PreTokenGeneration if its events have another version', () => {
    const config = objectIn(request, 'LambdaConfig');
    const LambdaArn = OURS.preTokenGeneration;
    const PreTokenGenerationConfig = { LambdaArn, LambdaVersion: 'V1_0' };
    const after = { ...request, LambdaConfig: { ...config, PreTokenGenerationConfig } };
    expect(lostFields(request, after)).toEqual(['LambdaConfig.PreTokenGeneration']);
  });
  // Fails if lists are compared in their order, which Cognito does not keep.
  test('passes over the order of lists', () => {
    const lists = {
      AutoVerifiedAttributes: ['email', 'phone_number'],
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: 'a', Priority: 1 },
          { Name: 'b', Priority: 2 },
        ],
      },
    };
    const after = {
      AutoVerifiedAttributes: ['phone_number', 'email'],
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 2, Name: 'b' },
          { Priority: 1, Name: 'a' },
        ],
      },
    };
    expect(lostFields(lists, after)).toEqual([]);
    expect(lostFields(lists, { ...after, AutoVerifiedAttributes: ['email', 'email'] })).toEqual([
      'AutoVerifiedAttributes',
    ]);
  });
  test('names what is lost or changed', () => {
    const after = {
      ...request,
      UserPoolTier: 'LITE',
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
      LambdaConfig: {},
    };
    expect(lostFields(request, after)).toEqual([
      'UserPoolTier',
      'Policies.PasswordPolicy.MinimumLength',
      'LambdaConfig.PreSignUp',
      'LambdaConfig.DefineAuthChallenge',
      'LambdaConfig.CreateAuthChallenge',
      'LambdaConfig.VerifyAuthChallengeResponse',
      'LambdaConfig.PreTokenGeneration',
    ]);
  });
});

describe("the pool's own PreTokenGeneration function", () => {
  const own = 'arn:aws:lambda:eu-central-1:111122223333:function:theirs';
  const withOwn = { ...triggers(OURS, 'V2_0'), ownFunction: own };
  const before = {
    PreSignUp: 'arn:theirs',
    PreTokenGeneration: own,
    PreTokenGenerationConfig: { LambdaArn: own, LambdaVersion: 'V2_0' },
  };

  test('is replaced by ours, and gets its place back', () => {
    const attached = attach(before, withOwn);
    expect(installedTriggers(attached)).toEqual(OURS);
    expect(detach(attached, OURS, withOwn)).toEqual(before);
  });

  test('and no other function is', () => {
    expect(() => attach({ PreTokenGeneration: 'arn:another' }, withOwn)).toThrow('arn:another');
    expect(() => attach({ DefineAuthChallenge: own }, withOwn)).toThrow(own);
  });

  test('does not displace a function that others have set since', () => {
    const since = { ...attach(before, withOwn), PreTokenGeneration: 'arn:new' };
    const changed = {
      ...since,
      PreTokenGenerationConfig: { LambdaArn: 'arn:new', LambdaVersion: 'V1_0' },
    };
    expect(detach(changed, OURS, withOwn)).toMatchObject({ PreTokenGeneration: 'arn:new' });
  });
});
