import { createHash } from 'node:crypto';

/** Where the template is deployed. */
export interface Deployment {
  region: string;
  accountId: string;
  stackName: string;
  /** Names each function as CloudFormation does, not by its construct: two constructs can have one name. */
  namesByLogicalId?: boolean;
}

export const stackIdOf = ({ region, accountId, stackName }: Deployment) =>
  `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`;

interface Declared {
  logicalId: string;
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
}

/**
 * The value of `Ref` for a resource: the name in its properties, or one derived from its logical id, in the
 * form of the service, and the same on every start.
 */
export function physicalIdOf(resource: Declared, deployment: Deployment): string {
  const { region, accountId, stackName, namesByLogicalId } = deployment;
  const { logicalId, Type, Properties = {} } = resource;
  const named = (property: string) =>
    typeof Properties[property] === 'string' ? Properties[property] : `${stackName}-${logicalId}`;
  switch (Type) {
    case 'AWS::Cognito::UserPool':
      return `${region}_Local${digest(logicalId).slice(0, 4)}`;
    case 'AWS::Cognito::UserPoolClient':
      return digest(logicalId).slice(0, 26);
    case 'AWS::DynamoDB::Table':
      return named('TableName');
    case 'AWS::KMS::Key':
      return uuid(logicalId);
    case 'AWS::Lambda::Function':
      return namesByLogicalId ? named('FunctionName') : functionName(resource);
    case 'AWS::Logs::LogGroup':
      return named('LogGroupName');
    case 'AWS::SES::ConfigurationSet':
      return named('Name');
    case 'AWS::SES::EmailIdentity':
      return named('EmailIdentity');
    case 'AWS::SQS::Queue':
      return `https://sqs.${region}.amazonaws.com/${accountId}/${named('QueueName')}`;
    case 'AWS::SSM::Parameter':
      return named('Name');
    default:
      return `${stackName}-${logicalId}`;
  }
}

export function arnOf(resource: Declared, deployment: Deployment): string {
  const { region, accountId } = deployment;
  const { Type } = resource;
  const [, service = '', kind = ''] = Type.toLowerCase().split('::');
  const arn = (of: string, name: string) => `arn:aws:${of}:${region}:${accountId}:${name}`;
  const id = () => physicalIdOf(resource, deployment);
  switch (Type) {
    case 'AWS::Cognito::UserPool':
      return arn('cognito-idp', `userpool/${id()}`);
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${accountId}:role/${id()}`;
    case 'AWS::Lambda::Function':
      return arn('lambda', `function:${id()}`);
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${id()}:*`);
    case 'AWS::SES::ConfigurationSet':
      return arn('ses', `configuration-set/${id()}`);
    case 'AWS::SES::EmailIdentity':
      return arn('ses', `identity/${id()}`);
    case 'AWS::SSM::Parameter':
      return arn('ssm', `parameter/${id().replace(/^\//, '')}`);
    case 'AWS::SQS::Queue':
      return arn('sqs', id().split('/').at(-1) ?? '');
    default:
      return arn(service, `${kind}/${id()}`);
  }
}

/** @throws Error for an attribute that the local stack has no value for */
export function attributeOf(resource: Declared, attribute: string, deployment: Deployment): string {
  const id = physicalIdOf(resource, deployment);
  const issuer = `cognito-idp.${deployment.region}.amazonaws.com/${id}`;
  const attributes: Record<string, string | undefined> = {
    Arn: arnOf(resource, deployment),
    ...(resource.Type === 'AWS::Amplify::App' && {
      AppId: digest(resource.logicalId).slice(0, 14),
      DefaultDomain: `${digest(resource.logicalId).slice(0, 14)}.amplifyapp.com`,
    }),
    ...(resource.Type === 'AWS::ApiGatewayV2::Api' && {
      ApiEndpoint: `https://${digest(resource.logicalId).slice(0, 10)}.execute-api.${deployment.region}.amazonaws.com`,
    }),
    ...(resource.Type === 'AWS::Cognito::UserPool' && {
      ProviderName: issuer,
      ProviderURL: `https://${issuer}`,
      UserPoolId: id,
    }),
    ...(resource.Type === 'AWS::Cognito::UserPoolClient' && { ClientId: id }),
    ...(resource.Type === 'AWS::DynamoDB::Table' && {
      StreamArn: `${arnOf(resource, deployment)}/stream/2025-01-01T00:00:00.000`,
    }),
    ...(resource.Type === 'AWS::KMS::Key' && { KeyId: id }),
    ...(resource.Type === 'AWS::SQS::Queue' && { QueueUrl: id, QueueName: id.split('/').at(-1) }),
  };
  const value = attributes[attribute];
  if (value === undefined) {
    throw new Error(
      `The local stack has no value for the attribute ${attribute} of ${resource.logicalId} (${resource.Type}). Give one: --value ${resource.logicalId}.${attribute}=…`,
    );
  }
  return value;
}

/** The construct's own name, if the template has it: it names log files and recorded calls. */
function functionName({ logicalId, Properties = {}, Metadata = {} }: Declared): string {
  if (typeof Properties.FunctionName === 'string') return Properties.FunctionName;
  const constructs = String(Metadata['aws:cdk:path'] ?? logicalId).split('/');
  return constructs.filter((name) => !['Resource', 'Function'].includes(name)).at(-1) ?? logicalId;
}

const hex = (text: string) => createHash('sha256').update(text).digest('hex');

/** Lower-case letters and digits, as in app client ids. */
const digest = (text: string) => BigInt(`0x${hex(text)}`).toString(36);

function uuid(text: string): string {
  const digits = hex(text);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`];
  return [...parts, `a${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
}
