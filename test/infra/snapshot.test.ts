import { Template } from 'aws-cdk-lib/assertions';
import { buildStack } from '../support/build-stack';
import { readable } from '../support/readable-template';

/** Whoever changes what is deployed sees all of it: `npx jest test/infra/snapshot -u`, then `git diff`. */
test('the whole template', () => {
  const template = Template.fromStack(buildStack());
  expect(readable(template.toJSON())).toMatchSnapshot();
});
