import { fullDiff, ResourceImpact, type TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { buildStack } from '../support/build-stack';

const templateOf = (sealingKeys: string, others: Record<string, string> = {}) =>
  Template.fromStack(buildStack({ sealingKeys, ...others }));

const steps = Object.fromEntries(
  ['1', '1,2', '2,1', '2'].map((keys) => [keys, templateOf(keys)]),
) as Record<string, Template>;
const step = (keys: string) => steps[keys] as Template;
const between = (from: string, to: string) => fullDiff(step(from).toJSON(), step(to).toJSON());

/** What changes, by logical id without its hash. */
function changes({ resources }: TemplateDiff): Record<string, ResourceImpact> {
  const found: Record<string, ResourceImpact> = {};
  resources.forEachDifference((id, { changeImpact }) => {
    found[id.replace(/[0-9A-F]{8}$/, '')] = changeImpact;
  });
  return found;
}

const FIRST_KEY = 'MfaSealingKey8EB7BA00';
const keysOf = (template: Template) => Object.keys(template.findResources('AWS::KMS::Key')).sort();

/** ARNs that an action is allowed on, as logical ids. */
const allowedOn = (template: Template, action: string): string[] =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(({ Resource }) => [Resource].flat())
    .map((resource) => resource['Fn::GetAtt'][0]);

test('the first key keeps its logical id, so that no stack replaces it', () => {
  expect(keysOf(step('1'))).toEqual([FIRST_KEY]);
});

test('adding a key changes neither the first key nor the function that seals', () => {
  expect(changes(between('1', '1,2'))).toEqual({
    MfaSealingKey2: ResourceImpact.WILL_CREATE,
    MfaPublicKeysKey2: ResourceImpact.WILL_CREATE,
    MfaPublicKeysRoleDefaultPolicy: ResourceImpact.WILL_UPDATE,
    MfaMailerSendCodeRoleDefaultPolicy: ResourceImpact.WILL_UPDATE,
    MfaMailerSendCodeFunction: ResourceImpact.WILL_UPDATE,
  });
});

// Fails if rights or the mailer's keys go by the order of the setting: CloudFormation would then have to
// change several things at once, and codes would be lost between them, or when it rolls back.
test('sealing with the next key changes one function and no right, so it can always be rolled back', () => {
  expect(changes(between('1,2', '2,1'))).toEqual({
    MfaTriggersCreateAuthChallengeFunction: ResourceImpact.WILL_UPDATE,
  });
  const create = step('2,1').findResources('AWS::Lambda::Function', {
    Properties: {
      Environment: { Variables: { SEALING_KEY_ID: { Ref: keysOf(step('2'))[0] } } },
    },
  });
  expect(Object.keys(create)).toEqual([expect.stringContaining('CreateAuthChallenge')]);
});

test.each([
  ['retain', ResourceImpact.WILL_ORPHAN],
  ['destroy', ResourceImpact.WILL_DESTROY],
])('a removed key follows removal=%s, and its rights go at once', (removal, impact) => {
  const at = (keys: string) => templateOf(keys, { removal }).toJSON();
  expect(changes(fullDiff(at('2,1'), at('2')))).toEqual({
    MfaSealingKey: impact,
    MfaPublicKeysKey1: ResourceImpact.WILL_DESTROY,
    MfaPublicKeysRoleDefaultPolicy: ResourceImpact.WILL_UPDATE,
    MfaMailerSendCodeRoleDefaultPolicy: ResourceImpact.WILL_UPDATE,
    MfaMailerSendCodeFunction: ResourceImpact.WILL_UPDATE,
  });
});

test.each(['1', '1,2', '2,1', '2'])(
  'with keys %s, Create has the id of the first and the public half that was read of the same key',
  (keys) => {
    const { Resources } = step(keys).toJSON();
    const [create] = Object.values(
      step(keys).findResources('AWS::Lambda::Function', {
        Properties: { Environment: { Variables: { SEALING_KEY_ID: Match.anyValue() } } },
      }),
    );
    const { SEALING_KEY_ID: id, SEALING_PUBLIC_KEY: half } =
      create?.Properties.Environment.Variables ?? {};
    const [resource, attribute] = half['Fn::GetAtt'];
    expect(attribute).toBe('PublicKey');
    expect(Resources[resource].Properties.keyId).toEqual(id);
    expect(id).toEqual({
      Ref: expect.stringMatching(keys.startsWith('2') ? /^MfaSealingKey2/ : FIRST_KEY),
    });
  },
);

// Fails without the dependency: CloudFormation would read the key before it may.
test('the public half of a key is read when its right is there', () => {
  for (const { DependsOn } of Object.values(
    step('1,2').findResources('Custom::EmailMfaPublicKey'),
  )) {
    expect(DependsOn).toContainEqual(expect.stringMatching(/^MfaPublicKeysRoleDefaultPolicy/));
  }
});

test.each(['1', '1,2', '2,1', '2'])(
  'with keys %s, the mailer may decrypt with these, and the deployment read their public halves',
  (keys) => {
    const template = step(keys);
    expect(keysOf(template)).toHaveLength(keys.split(',').length);
    expect(allowedOn(template, 'kms:Decrypt').sort()).toEqual(keysOf(template));
    expect(allowedOn(template, 'kms:GetPublicKey').sort()).toEqual(keysOf(template));
  },
);
