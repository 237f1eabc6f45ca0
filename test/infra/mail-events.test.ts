import { Match, Template } from 'aws-cdk-lib/assertions';
import { buildStack } from '../support/build-stack';

const template = Template.fromStack(buildStack());

const only = (type: string, pattern = /./): string => {
  const [id, ...others] = Object.keys(template.findResources(type)).filter((key) =>
    pattern.test(key),
  );
  if (!id || others.length > 0) throw new Error(`Not one ${type}: ${id}, ${others.join(', ')}`);
  return id;
};
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const configurationSet = { Ref: only('AWS::SES::ConfigurationSet') };
const handler = only('AWS::Lambda::Function', /MailEvents/);
const queue = arnOf(only('AWS::SQS::Queue'));

test('the sender sends through the configuration set', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ CONFIGURATION_SET: configurationSet }) },
  });
});

test('SES reports undelivered mails to EventBridge, in no event that holds a valid code', () => {
  template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
    ConfigurationSetName: configurationSet,
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint', 'reject', 'renderingFailure'],
      EventBridgeDestination: Match.anyValue(),
    },
  });
  template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
    EventDestination: {
      MatchingEventTypes: ['delivery', 'deliveryDelay'],
      CloudWatchDestination: Match.anyValue(),
    },
  });
  template.resourceCountIs('AWS::SES::ConfigurationSetEventDestination', 2);
});

test('addresses that bounced or complained are suppressed', () => {
  template.hasResourceProperties('AWS::SES::ConfigurationSet', {
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
});

test('only events of our own mails start the function, and those it fails on are kept', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.ses'],
      'detail-type': [
        'Email Bounced',
        'Email Complaint Received',
        'Email Rejected',
        'Email Rendering Failed',
      ],
      detail: { mail: { tags: { 'ses:configuration-set': [configurationSet] } } },
    },
    Targets: [Match.objectLike({ Arn: arnOf(handler), DeadLetterConfig: { Arn: queue } })],
  });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: handler },
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: queue } },
  });
  template.hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'events.amazonaws.com',
    FunctionName: arnOf(handler),
    SourceArn: arnOf(only('AWS::Events::Rule', /MailerEventsRule/)),
  });
});

test('the function may mark challenges and notices, and nothing else', () => {
  const [policy] = Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.includes('MailEvents'))
    .map(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const logs = expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] });
  expect(policy).toEqual([
    logs,
    {
      Effect: 'Allow',
      Action: 'dynamodb:UpdateItem',
      Resource: arnOf(only('AWS::DynamoDB::Table')),
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['challenge#*', 'notice#*'] },
      },
    },
    {
      Effect: 'Allow',
      Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
      Resource: queue,
    },
  ]);
});
