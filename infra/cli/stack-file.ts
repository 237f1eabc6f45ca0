import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What listens in the local stack, in the order of the ports, with its name for people. */
export const SERVICES = {
  app: 'App',
  ses: 'Inbox and SES',
  cognito: 'Cognito',
  lambda: 'Lambda',
  dynamodb: 'DynamoDB',
  kms: 'KMS',
  sqs: 'SQS',
  gateway: 'Calls and faults',
  logs: 'CloudWatch Logs',
  events: 'EventBridge',
  accountApi: 'Account API',
  ssm: 'Parameter Store',
} as const;
export type Service = keyof typeof SERVICES;

/** `http://127.0.0.1:PORT` by service. */
export type Endpoints = Record<Service, string>;

/** A resource as CloudFormation lists it. */
export interface StackResource {
  logicalId: string;
  type: string;
  physicalId: string;
}

/** `<dir>/stack.json`: exists while the local stack is ready. */
export interface StackFacts {
  /** Process that runs the stack; SIGTERM ends it. */
  pid: number;
  /** With `--no-web`, `app` is missing; with the setting `accountApi=no`, `accountApi` is. */
  endpoints: Endpoints;
  region: string;
  /** For SDK clients, which refuse to call without. */
  credentials: { accessKeyId: string; secretAccessKey: string };
  userPoolId: string;
  /** The first app client of the template. */
  clientId: string;
  /** All app clients. */
  clients: { logicalId: string; clientId: string }[];
  tableName: string;
  /** Log group of the audit trail. */
  auditLogGroup: string;
  resources: StackResource[];
  /** Names of the functions, to invoke at `endpoints.lambda`. */
  functions: string[];
  demoUser: { email: string; password: string };
  /** What the app has besides, and does not run here. */
  leftAlone: { logicalId: string; type: string }[];
  /** One file per function and service. */
  logsDir: string;
}

export const stackFile = (dir: string) => join(dir, 'stack.json');

/** @throws Error if no local stack is ready in this folder */
export const readStackFile = (dir: string) =>
  JSON.parse(readFileSync(stackFile(dir), 'utf8')) as StackFacts;

/** Options of an SDK client for a service of the local stack. */
export const clientOptions = (
  { region, credentials, endpoints }: Pick<StackFacts, 'region' | 'credentials' | 'endpoints'>,
  service: Service,
) => ({ region, credentials, endpoint: endpoints[service] });
