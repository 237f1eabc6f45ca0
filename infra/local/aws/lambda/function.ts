import { join } from 'node:path';
import { bundleOf, REGION } from '../../synth';
import type { Resource } from '../cloudformation/template';

/** A function of the template, ready to run here. */
export interface FunctionDefinition {
  name: string;
  arn: string;
  stackName: string;
  logicalId: string;
  /** Folder of the bundle. */
  bundle: string;
  /** `file.export`, as in the template. */
  handler: string;
  /** Milliseconds. */
  timeout: number;
  jsonLogs: boolean;
  environment: Record<string, string>;
  logFile: string;
  /** Name of its log group. */
  logGroup: string;
}

export interface FunctionSurroundings {
  /** Cloud assembly of the template. */
  outdir: string;
  stackName: string;
  logsDir: string;
  /** Where the functions find the services. */
  gatewayEndpoint: string;
}

export function defineFunction(
  { logicalId, physicalId: name, arn, properties, metadata }: Resource,
  { outdir, stackName, logsDir, gatewayEndpoint }: FunctionSurroundings,
): FunctionDefinition {
  const { Environment, Handler, LoggingConfig, MemorySize, Timeout } = properties as {
    Environment?: { Variables?: Record<string, string> };
    Handler: string;
    LoggingConfig?: { LogFormat?: string; LogGroup?: string };
    MemorySize?: number;
    Timeout?: number;
  };
  const bundle = bundleOf(metadata, outdir);
  return {
    name,
    arn,
    stackName,
    logicalId,
    bundle,
    handler: Handler,
    timeout: (Timeout ?? 3) * 1000,
    jsonLogs: LoggingConfig?.LogFormat === 'JSON',
    logFile: join(logsDir, `${name}.log`),
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    environment: {
      ...Environment?.Variables,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_EXECUTION_ENV: 'AWS_Lambda_local',
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize ?? 128),
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      LAMBDA_TASK_ROOT: bundle,
      TZ: ':UTC',
      // The gateway tells by the access key which function calls.
      AWS_ACCESS_KEY_ID: accessKeyOf(name),
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: gatewayEndpoint,
      AWS_ENDPOINT_URL_KMS: gatewayEndpoint,
      AWS_ENDPOINT_URL_SESV2: gatewayEndpoint,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: gatewayEndpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: gatewayEndpoint,
      // On Node 20 the SDK would warn, in every log: Lambda's Node is newer.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // Lambda has no such files, and those of whoever runs the stack must not reach the functions.
      AWS_CONFIG_FILE: join(bundle, 'no-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(bundle, 'no-credentials'),
    },
  };
}

/** DynamoDB Local takes letters and digits only. */
export function accessKeyOf(functionName: string): string {
  return functionName.replace(/[^A-Za-z0-9]/g, '');
}
