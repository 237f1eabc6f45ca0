import {
  LocalTemplate,
  type Template,
} from '../../../infra/local/aws/cloudformation/local-template';

const place = { region: 'eu-west-1', accountId: '123456789012', stackName: 'Stack' };

/** The properties of one SQS queue, resolved beside one resource of each kind that others refer to. */
function resolve(properties: Record<string, unknown>, parameters: Template['Parameters'] = {}) {
  const template: Template = {
    Parameters: parameters,
    Resources: {
      Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'codes' } },
      Pool: { Type: 'AWS::Cognito::UserPool' },
      Key: { Type: 'AWS::KMS::Key' },
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'named' } },
      Trigger: {
        Type: 'AWS::Lambda::Function',
        Metadata: { 'aws:cdk:path': 'Stack/Mfa/DefineAuthChallenge/Function/Resource' },
      },
      Tested: { Type: 'AWS::SQS::Queue', Properties: properties },
    },
  };
  return new LocalTemplate(template, place).only('AWS::SQS::Queue').properties;
}

test('Ref gives names, ids in the form of the service, parameters and pseudo parameters', () => {
  const resolved = resolve(
    {
      table: { Ref: 'Table' },
      pool: { Ref: 'Pool' },
      key: { Ref: 'Key' },
      logs: { Ref: 'Logs' },
      function: { Ref: 'Trigger' },
      parameter: { Ref: 'Stage' },
      where: [{ Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }, { Ref: 'AWS::Partition' }],
      gone: { Ref: 'AWS::NoValue' },
    },
    { Stage: { Default: 'test' } },
  );
  expect(resolved).toEqual({
    table: 'codes',
    logs: 'named',
    pool: expect.stringMatching(/^eu-west-1_[0-9A-Za-z]+$/),
    key: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    function: 'DefineAuthChallenge',
    parameter: 'test',
    where: ['eu-west-1', '123456789012', 'aws'],
  });
});

test('GetAtt, Join, Split, Select and Sub resolve, one within the other', () => {
  expect(
    resolve({
      arn: { 'Fn::GetAtt': ['Trigger', 'Arn'] },
      joined: { 'Fn::Join': [':', ['a', { Ref: 'Table' }]] },
      selected: { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] },
      substituted: { 'Fn::Sub': '${Table} ${Table.Arn} ${AWS::Region} ${!literal}' },
      variables: { 'Fn::Sub': ['${name}!', { name: { Ref: 'Table' } }] },
    }),
  ).toEqual({
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:DefineAuthChallenge',
    joined: 'a:codes',
    selected: 'codes',
    substituted: 'codes arn:aws:dynamodb:eu-west-1:123456789012:table/codes eu-west-1 ${literal}',
    variables: 'codes!',
  });
});

test('what cannot be resolved is told with its place', () => {
  expect(() => resolve({ zones: [{ 'Fn::GetAZs': '' }] })).toThrow(
    'The local stack cannot resolve Fn::GetAZs, used at Tested.zones[0]',
  );
  expect(() => resolve({ url: { 'Fn::GetAtt': ['Table', 'Url'] } })).toThrow(
    'no value for the attribute Url of Table (AWS::DynamoDB::Table)',
  );
  expect(() => resolve({ other: { Ref: 'Missing' } })).toThrow('refers to Missing');
});

test('an object that merely has one key is no intrinsic', () => {
  expect(resolve({ policy: { Reference: 'x' } })).toEqual({ policy: { Reference: 'x' } });
});

test('a custom resource has the attributes that it was given', () => {
  const Tested = {
    Type: 'AWS::SQS::Queue',
    Properties: { half: { 'Fn::GetAtt': ['Own', 'Half'] }, id: { Ref: 'Own' } },
  };
  const template = new LocalTemplate(
    { Resources: { Own: { Type: 'Custom::Own' }, Tested } },
    place,
  );
  const read = () => template.only('AWS::SQS::Queue').properties;
  expect(read).toThrow('no value for the attribute Half of Own (Custom::Own)');
  template.answer('Own', { Half: 'public' });
  expect(read()).toEqual({ half: 'public', id: 'Stack-Own' });
});
