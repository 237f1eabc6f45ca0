import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AwsSolutionsChecks } from 'cdk-nag';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailMfa, type EmailMfaProps } from '../../infra';
import { stubBundles } from '../support/stub-bundles';

const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-watch-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const bundleFolder = stubBundles(outdir);

const POOL_ID = 'eu-central-1_Old';

function attached(props: Partial<EmailMfaProps> = {}): Stack {
  const stack = new Stack(new App(), 'Mine');
  const userPool = UserPool.fromUserPoolId(stack, 'Pool', POOL_ID);
  new EmailMfa(stack, 'Mfa', { userPool, sender: 'login@example.com', bundleFolder, ...props });
  return stack;
}

/** Actions that the watch may do on user pools. */
const poolActions = (template: Template) =>
  Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.includes('GuardWatch'))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .flatMap(({ Action }) => [Action].flat() as string[])
    .filter((action) => action.startsWith('cognito-idp:'));

const READING = [
  'cognito-idp:DescribeUserPool',
  'cognito-idp:DescribeUserPoolClient',
  'cognito-idp:ListUserPoolClients',
  'cognito-idp:ListUserPoolReplicas',
];

test('the watch may read the pool, and change it only where it repairs', () => {
  const reading = Template.fromStack(attached());
  expect(poolActions(reading)).toEqual(READING);
  expect(JSON.stringify(reading.toJSON())).not.toContain('GUARD_REPAIR');
  const repairing = Template.fromStack(attached({ guardWatch: { repair: true } }));
  expect(poolActions(repairing)).toEqual([...READING, 'cognito-idp:UpdateUserPool']);
  repairing.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ GUARD_REPAIR: 'yes' }) },
  });
});

test('it runs on a schedule, and on the calls that change this pool', () => {
  const template = Template.fromStack(attached());
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(15 minutes)',
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.cognito-idp'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventName: [
          'UpdateUserPool',
          'SetUserPoolMfaConfig',
          'CreateUserPoolClient',
          'UpdateUserPoolClient',
          'DeleteUserPoolClient',
        ],
        requestParameters: { userPoolId: [POOL_ID] },
      },
    },
  });
});

test('AWS Solutions finds nothing', () => {
  const { violations } = new AwsSolutionsChecks().validateScope(
    attached({ guardWatch: { repair: true } }),
  );
  expect(violations).toEqual([]);
});

describe('with pool and triggers in two stacks of an app', () => {
  const app = new App();
  const pools = new Stack(app, 'Pools');
  const mine = new Stack(app, 'Mine');
  new CfnParameter(mine, 'Unused');
  const userPool = new UserPool(pools, 'Users');
  new EmailMfa(mine, 'Mfa', { userPool, sender: 'login@example.com', bundleFolder });
  const assembly = app.synth();
  const [ofPools, ofMine] = ['Pools', 'Mine'].map((name) =>
    Template.fromJSON(assembly.getStackByName(name).template),
  ) as [Template, Template];

  // Fails if the watch is created in the stack of the triggers: each stack would need the other first.
  test('the watch is in the stack of the pool, and only that one depends on the other', () => {
    expect(assembly.getStackByName('Mine').dependencies.filter(({ id }) => id === 'Pools')).toEqual(
      [],
    );
    ofPools.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { USER_POOL_ID: { Ref: Match.stringLikeRegexp('^Users') } } },
    });
    expect(JSON.stringify(ofMine.toJSON())).not.toContain('Fn::ImportValue');
  });

  test('its audit events reach the audit trail all the same', () => {
    // The other is the account API's.
    ofPools.resourceCountIs('AWS::Logs::SubscriptionFilter', 2);
    ofPools.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'logs.amazonaws.com' });
  });
});
