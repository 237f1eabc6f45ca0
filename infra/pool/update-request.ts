import { isDeepStrictEqual } from 'node:util';
import { isObject, objectIn, without, type Json, type JsonObject } from './json';
import { installedTriggers, preTokenGenerationVersion } from './lambda-config';

/** Fields that DescribeUserPool returns and UpdateUserPool rejects, beside all `…ConfigurationFailure`. */
const READ_ONLY = [
  'AliasAttributes',
  'Arn',
  'CreationDate',
  'CustomDomain',
  'Domain',
  'EstimatedNumberOfUsers',
  'Id',
  'LastModifiedDate',
  'Name',
  'SchemaAttributes',
  'Status',
  'UsernameAttributes',
  'UsernameConfiguration',
];

const isReadOnly = (field: string) =>
  READ_ONLY.includes(field) || field.endsWith('ConfigurationFailure');

/**
 * The UpdateUserPool request that changes the triggers of a described pool and nothing else. Cognito resets what a
 * request leaves out, so it carries every field, including unknown ones. Cognito ignores fields it does not accept.
 */
export function updateRequest(pool: JsonObject, lambdaConfig: JsonObject): JsonObject {
  const carried = Object.entries(pool).filter(([field]) => !isReadOnly(field));
  return {
    ...withOneValidity(Object.fromEntries(carried)),
    UserPoolId: pool.Id ?? '',
    LambdaConfig: lambdaConfig,
  };
}

/**
 * Paths of the fields of a request that the pool lacks afterwards. Additional fields are no loss: Cognito fills in
 * defaults.
 */
export function lostFields(request: JsonObject, after: JsonObject): string[] {
  const wanted = objectIn(request, 'LambdaConfig');
  const found = objectIn(after, 'LambdaConfig');
  return [
    ...missing(without(request, ['UserPoolId', 'LambdaConfig']), after),
    ...missing(without(wanted, GUARD_FIELDS), found, 'LambdaConfig.'),
    // Cognito may return this trigger in one of its two fields, or in both.
    ...(isDeepStrictEqual(guardOf(wanted), guardOf(found))
      ? []
      : ['LambdaConfig.PreTokenGeneration']),
  ];
}

const GUARD_FIELDS = ['PreTokenGeneration', 'PreTokenGenerationConfig'];

const guardOf = (lambdaConfig: JsonObject) => ({
  arn: installedTriggers(lambdaConfig).preTokenGeneration,
  version: preTokenGenerationVersion(lambdaConfig),
});

/**
 * DescribeUserPool returns the lifetime of a temporary password in two fields. UpdateUserPool rejects the older one
 * if the newer one is in use.
 */
function withOneValidity(pool: JsonObject): JsonObject {
  const policy = objectIn(objectIn(pool, 'Policies'), 'PasswordPolicy');
  const admin = pool.AdminCreateUserConfig;
  if (policy.TemporaryPasswordValidityDays === undefined || !isObject(admin)) return pool;
  return { ...pool, AdminCreateUserConfig: without(admin, ['UnusedAccountValidityDays']) };
}

function missing(expected: JsonObject, actual: JsonObject, path = ''): string[] {
  return Object.entries(expected).flatMap(([field, value]) => {
    const found = Object.hasOwn(actual, field) ? actual[field] : undefined;
    if (isObject(value) && isObject(found)) return missing(value, found, `${path}${field}.`);
    const same = found === undefined ? isEmpty(value) : isSame(value, found);
    return same ? [] : [`${path}${field}`];
  });
}

/** Whether two values are the same, whatever the order of lists: Cognito returns them in any order. */
const isSame = (one: Json, other: Json) => isDeepStrictEqual(sorted(one), sorted(other));

function sorted(value: Json): Json {
  if (isObject(value)) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(fields.map(([field, item]) => [field, sorted(item)]));
  }
  if (!Array.isArray(value)) return value;
  const items = value.map(sorted).map((item) => [JSON.stringify(item), item] as const);
  return items.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Cognito may leave out empty values. */
const isEmpty = (value: Json) =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
