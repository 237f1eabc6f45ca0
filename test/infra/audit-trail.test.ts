import { Template } from 'aws-cdk-lib/assertions';
import { buildStack } from '../support/build-stack';

interface Resource {
  Properties: Record<string, unknown>;
}

const template = Template.fromStack(buildStack());
const all = (type: string) =>
  Object.entries(template.findResources(type) as Record<string, Resource>);
const functions = all('AWS::Lambda::Function').filter(([id]) => id.startsWith('Mfa'));
const [trail] = functions.find(([id]) => id.includes('AuditTrail')) ?? [''];
const filters = all('AWS::Logs::SubscriptionFilter').map(([, { Properties }]) => Properties);
const logGroupOf = ({ Properties }: Resource) =>
  (Properties.LoggingConfig as { LogGroup: unknown }).LogGroup;

test('the audit trail alone subscribes to the log of every function that writes events, with one filter', () => {
  const counting = functions.filter(([, { Properties }]) =>
    JSON.stringify(Properties.Environment ?? {}).includes('SERVICE_NAME'),
  );
  expect(counting.length).toBe(8);
  const heard = filters.map(({ LogGroupName }) => JSON.stringify(LogGroupName)).sort();
  expect(heard).toEqual(
    counting.map(([, resource]) => JSON.stringify(logGroupOf(resource))).sort(),
  );
  for (const filter of filters) {
    expect(filter).toMatchObject({
      DestinationArn: { 'Fn::GetAtt': [trail, 'Arn'] },
      FilterPattern: '{ ($.version = "*") && ($.event = "*") }',
    });
  }
});

// Fails if somebody subscribes the trail to a log that it writes: each event would set off the next.
test('the audit trail subscribes neither to its own log nor to the log group that it writes', () => {
  const own = logGroupOf(Object.fromEntries(functions)[trail] as Resource);
  const [[filled] = ['']] = all('AWS::Logs::LogGroup').filter(([id]) => /AuditEvents/.test(id));
  const heard = filters.map(({ LogGroupName }) => JSON.stringify(LogGroupName));
  expect(filled).not.toBe('');
  expect(heard).not.toContain(JSON.stringify(own));
  expect(heard).not.toContain(JSON.stringify({ Ref: filled }));
});

test('events that fail are tried again, then kept in a queue', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: trail },
    MaximumRetryAttempts: 2,
    DestinationConfig: {
      OnFailure: { Destination: { 'Fn::GetAtt': [all('AWS::SQS::Queue')[0]?.[0], 'Arn'] } },
    },
  });
});

test('auditRetention says how long the trail is kept, and it outlives the stack', () => {
  const kept = Template.fromStack(buildStack({ auditRetention: '3653' }));
  kept.hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { RetentionInDays: 3653 },
  });
});

test('without an event bus, no function knows one or may call one', () => {
  expect(JSON.stringify(template.findResources('AWS::Lambda::Function'))).not.toContain(
    'EVENT_BUS',
  );
});
