import { CfnResource, Stage, type Stack } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { buildStack } from '../support/build-stack';

// The other tests leave this check out, because it takes seconds. `cdk synth` and deployments do it.
beforeAll(() => delete process.env.CDK_VALIDATION);
jest.setTimeout(120_000);

interface Report {
  pluginReports: { violations: { description: string }[] }[];
}

function violationsIn(stack: Stack): string[] {
  const directory = Stage.of(stack)?.synth().directory ?? '';
  const report = readFileSync(join(directory, 'validation-report.json'), 'utf8');
  const { pluginReports } = JSON.parse(report) as Report;
  return pluginReports.flatMap(({ violations }) =>
    violations.map(({ description }) => description),
  );
}

test.each<Record<string, string>>([
  {},
  { plan: 'PLUS', removal: 'destroy', sealingKeys: '2,1', hosting: 'yes', eventBus: 'security' },
])('CloudFormation accepts every resource of the template: %j', (context) => {
  expect(violationsIn(buildStack(context))).toEqual([]);
});

test('the check notices a resource that CloudFormation would refuse', () => {
  jest.spyOn(console, 'error').mockReturnValue();
  const stack = buildStack();
  new CfnResource(stack, 'Wrong', { type: 'AWS::SQS::Queue', properties: { Colour: 'red' } });
  expect(violationsIn(stack)).toEqual([expect.stringContaining('Colour')]);
});
