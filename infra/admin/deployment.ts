import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { InvalidArgumentError, type Command } from 'commander';
import { CommandError, UsageError } from '../cli/errors';
import {
  clientOptions,
  readStackFile,
  type Service,
  type StackFacts,
  type StackResource,
} from '../cli/stack-file';

/** Options that name a pool and where it is. */
export interface DeploymentOptions {
  pool?: string;
  region?: string;
  local?: boolean;
  /** Folder of the local stack. */
  dir?: string;
}

/** A pool, and clients of the services that its second factor uses. */
export interface Deployment {
  userPoolId: string;
  region: string;
  /** Whether it is the local stack. */
  local: boolean;
  cognito: CognitoIdentityProviderClient;
  lambda: LambdaClient;
  dynamodb: DynamoDBClient;
  ses: SESv2Client;
  sqs: SQSClient;
  logs: CloudWatchLogsClient;
  events: EventBridgeClient;
  ssm: SSMClient;
  /** The last part of the caller's ARN. */
  whoAmI(): Promise<string>;
  /** The resources of a CloudFormation stack. */
  listResources(stackName: string): Promise<StackResource[]>;
}

export function addDeploymentOptions(command: Command): Command {
  return command
    .option('--pool <id>', 'the user pool', toPoolId)
    .option('--region <region>', 'region of the pool (default: the one in its id)')
    .option('--local', 'use the local stack')
    .option('--dir <folder>', 'folder of the local stack (default: .local)');
}

/** How calls to Cognito are retried. The SDK's defaults apply if left out. */
type Retry = Pick<CognitoIdentityProviderClientConfig, 'retryMode' | 'maxAttempts'>;

/** @throws UsageError if no pool is named; CommandError if no local stack runs */
export function connect(
  { pool, region, local, dir }: DeploymentOptions,
  retry: Retry = {},
): Deployment {
  if (local || dir) return connectLocally(dir ?? '.local', retry, pool);
  if (!pool) throw new UsageError('Name the user pool with --pool, or add --local.');
  const poolRegion = region ?? pool.split('_')[0] ?? '';
  const common = { region: poolRegion };
  const cloudFormation = new CloudFormationClient(common);
  return {
    userPoolId: pool,
    region: poolRegion,
    local: false,
    cognito: new CognitoIdentityProviderClient({ ...common, ...retry }),
    lambda: new LambdaClient(common),
    dynamodb: new DynamoDBClient(common),
    ses: new SESv2Client(common),
    sqs: new SQSClient(common),
    logs: new CloudWatchLogsClient(common),
    events: new EventBridgeClient(common),
    ssm: new SSMClient(common),
    whoAmI: () => whoAmI(new STSClient(common)),
    listResources: (stackName) => listResources(cloudFormation, stackName),
  };
}

function connectLocally(folder: string, retry: Retry, pool?: string): Deployment {
  const facts = readFacts(folder);
  const at = (service: Service) => clientOptions(facts, service);
  return {
    userPoolId: pool ?? facts.userPoolId,
    region: facts.region,
    local: true,
    cognito: new CognitoIdentityProviderClient({ ...at('cognito'), ...retry }),
    lambda: new LambdaClient(at('lambda')),
    dynamodb: new DynamoDBClient(at('dynamodb')),
    ses: new SESv2Client(at('ses')),
    sqs: new SQSClient(at('sqs')),
    logs: new CloudWatchLogsClient(at('logs')),
    events: new EventBridgeClient(at('events')),
    ssm: new SSMClient(at('ssm')),
    whoAmI: () => Promise.resolve('local'),
    listResources: () => Promise.resolve(facts.resources),
  };
}

async function whoAmI(sts: STSClient): Promise<string> {
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  return Arn?.split(/[:/]/).at(-1) ?? 'unknown';
}

async function listResources(client: CloudFormationClient, StackName: string) {
  const resources: StackResource[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    for (const resource of page.StackResourceSummaries ?? []) {
      resources.push({
        logicalId: resource.LogicalResourceId ?? '',
        type: resource.ResourceType ?? '',
        physicalId: resource.PhysicalResourceId ?? '',
      });
    }
  }
  return resources;
}

function readFacts(folder: string): StackFacts {
  try {
    return readStackFile(folder);
  } catch {
    throw new CommandError(`No local stack runs in ${folder}. Start one with npm start.`);
  }
}

function toPoolId(text: string): string {
  if (/^[\w-]+_[0-9A-Za-z]+$/.test(text)) return text;
  throw new InvalidArgumentError('It must look like eu-central-1_AbCdEfGhI.');
}
