import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { buildApp } from '../../infra/app';
import { buildApp as buildTemplateApp } from '../../infra/packaging/template-app';

// The other tests leave this check out, because it takes seconds. `cdk synth` and deployments do it.
beforeAll(() => delete process.env.CDK_VALIDATION);
jest.setTimeout(180_000);

interface Report {
  pluginReports: { violations: { description: string }[] }[];
}

/** What the CDK's check says about an app that is built into a folder. */
function violationsIn(build: (outdir: string) => App): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'email-mfa-validation-'));
  try {
    build(outdir).synth();
    const report = readFileSync(join(outdir, 'validation-report.json'), 'utf8');
    const { pluginReports } = JSON.parse(report) as Report;
    return pluginReports.flatMap(({ violations }) =>
      violations.map(({ description }) => description),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test.each<Record<string, string>>([
  {},
  { plan: 'PLUS', removal: 'destroy', sealingKeys: '2,1', hosting: 'yes', eventBus: 'security' },
])('CloudFormation accepts every resource of the template: %j', (context) => {
  expect(violationsIn((outdir) => buildApp(context, outdir))).toEqual([]);
});

test.each(['new-pool', 'existing-pool'] as const)(
  'CloudFormation accepts every resource of the template without the CDK, for a %s',
  (pool) => {
    expect(violationsIn((outdir) => buildTemplateApp({}, outdir, { pool }))).toEqual([]);
  },
);

test('the check notices a resource that CloudFormation would refuse', () => {
  jest.spyOn(console, 'error').mockReturnValue();
  const violations = violationsIn((outdir) => {
    const app = new App({ outdir });
    const properties = { Colour: 'red' };
    new CfnResource(new Stack(app, 'Wrong'), 'Queue', { type: 'AWS::SQS::Queue', properties });
    return app;
  });
  expect(violations).toEqual([expect.stringContaining('Colour')]);
});
