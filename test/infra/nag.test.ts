import { App, Stack, Validations } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AwsSolutionsChecks } from 'cdk-nag';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailMfa } from '../../infra/constructs/email-mfa';
import { buildStack } from '../support/build-stack';
import { stubBundles } from '../support/stub-bundles';

interface Finding {
  rule: string;
  path: string;
}

function findings(pack: AwsSolutionsChecks, stack: Stack): Finding[] {
  const { violations } = pack.validateScope(stack);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })),
  );
}

test.each<Record<string, string>>([
  {},
  { removal: 'destroy' },
  { plan: 'PLUS', recovery: 'admin', selfSignUp: 'no', senderIdentity: 'example.com' },
  { alarmTopic: 'arn:aws:sns:eu-central-1:111122223333:pages' },
])('AWS Solutions finds nothing that is not acknowledged with a reason: %j', (context) => {
  expect(findings(new AwsSolutionsChecks(), buildStack(context))).toEqual([]);
});

test('AWS Solutions finds nothing for a pool that exists', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-nag-'));
  const stack = new Stack(new App({ outdir }), 'OnExistingPool');
  new EmailMfa(stack, 'Mfa', {
    userPool: UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_example'),
    sender: 'login@example.com',
    bundleFolder: stubBundles(outdir),
  });
  expect(findings(new AwsSolutionsChecks(), stack)).toEqual([]);
  rmSync(outdir, { recursive: true });
});

test('every acknowledgement says why, and covers a finding that would be there without it', () => {
  const suppressing = Object.assign(new AwsSolutionsChecks(), { isAcknowledged: () => false });
  const all = findings(suppressing, buildStack());
  const acknowledged = buildStack()
    .node.findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.entries(data as Record<string, string>))
        .map(([id, reason]) => ({
          rule: id.replace(/^annotation::/i, ''),
          reason,
          path: node.path,
        })),
    );
  expect(acknowledged.length).toBeGreaterThan(0);
  for (const { rule, reason, path } of acknowledged) {
    expect(reason.length).toBeGreaterThan(40);
    const covered = all.filter((found) => found.rule === rule && found.path.startsWith(path));
    expect([rule, covered.length]).toEqual([rule, 1]);
  }
});
