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
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { InvalidArgumentError, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_CREDENTIALS } from '../local/aws/credentials';
import type { StackFacts } from '../local/stack-file';
import type { ResourceIds } from '../local/aws/cloudformation/template';
import { CommandError, UsageError } from '../cli/errors';

/** Options that name a pool and where it is. */
export interface DeploymentOptions {
  pool?: string;
  region?: string;
  endpoint?: string;
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
  /** The last part of the caller's ARN. */
  whoAmI(): Promise<string>;
  /** The resources of a CloudFormation stack. */
  listResources(stackName: string): Promise<ResourceIds[]>;
}

export function addDeploymentOptions(command: Command): Command {
  return command
    .option('--pool <id>', 'the user pool', toPoolId)
    .option('--region <region>', 'region of the pool (default: the one in its id)')
    .option('--endpoint <url>', 'endpoint of Cognito, if not the default')
    .option('--local', 'use the local stack')
    .option('--dir <folder>', 'folder of the local stack (default: .local)');
}

/** How calls to Cognito are retried. The SDK's defaults apply if left out. */
type Retry = Pick<CognitoIdentityProviderClientConfig, 'retryMode' | 'maxAttempts'>;

/** @throws UsageError if no pool is named; CommandError if no local stack runs */
export function connect(
  { pool, region, endpoint, local, dir }: DeploymentOptions,
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
    cognito: new CognitoIdentityProviderClient({
      ...common,
      ...retry,
      ...(endpoint && { endpoint }),
    }),
    lambda: new LambdaClient(common),
    dynamodb: new DynamoDBClient(common),
    ses: new SESv2Client(common),
    sqs: new SQSClient(common),
    logs: new CloudWatchLogsClient(common),
    events: new EventBridgeClient(common),
    whoAmI: () => whoAmI(new STSClient(common)),
    listResources: (stackName) => listResources(cloudFormation, stackName),
  };
}

function connectLocally(folder: string, retry: Retry, pool?: string): Deployment {
  const facts = readFacts(folder);
  const common = { region: facts.region, credentials: LOCAL_CREDENTIALS };
  return {
    userPoolId: pool ?? facts.userPoolId,
    region: facts.region,
    local: true,
    cognito: new CognitoIdentityProviderClient({
      ...common,
      ...retry,
      endpoint: facts.cognitoEndpoint,
    }),
    lambda: new LambdaClient({ ...common, endpoint: facts.lambdaEndpoint }),
    dynamodb: new DynamoDBClient({ ...common, endpoint: facts.dynamodbEndpoint }),
    ses: new SESv2Client({ ...common, endpoint: facts.sesEndpoint }),
    sqs: new SQSClient({ ...common, endpoint: facts.sqsEndpoint }),
    logs: new CloudWatchLogsClient({ ...common, endpoint: facts.logsEndpoint }),
    events: new EventBridgeClient({ ...common, endpoint: facts.eventsEndpoint }),
    whoAmI: () => Promise.resolve('local'),
    listResources: () => Promise.resolve(facts.resources),
  };
}

async function whoAmI(sts: STSClient): Promise<string> {
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  return Arn?.split(/[:/]/).at(-1) ?? 'unknown';
}

async function listResources(client: CloudFormationClient, StackName: string) {
  const resources: ResourceIds[] = [];
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
    return JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8')) as StackFacts;
  } catch {
    throw new CommandError(`No local stack runs in ${folder}. Start one with npm start.`);
  }
}

function toPoolId(text: string): string {
  if (/^[\w-]+_[0-9A-Za-z]+$/.test(text)) return text;
  throw new InvalidArgumentError('It must look like eu-central-1_AbCdEfGhI.');
}
