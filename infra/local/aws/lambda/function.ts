import { join } from 'node:path';
import { REGION } from '../account';
import { CALLED_SERVICES } from '../gateway/called-services';
import type { Resource } from '../cloudformation/local-template';

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

export interface FunctionOptions {
  /** Folder of the bundle. */
  bundle: string;
  stackName: string;
  logsDir: string;
  /** Where the functions reach the services. */
  gatewayEndpoint: string;
}

export function defineFunction(
  { logicalId, physicalId: name, arn, properties }: Resource,
  { bundle, stackName, logsDir, gatewayEndpoint }: FunctionOptions,
): FunctionDefinition {
  const { Environment, Handler, LoggingConfig, MemorySize, Timeout } = properties as {
    Environment?: { Variables?: Record<string, string> };
    Handler: string;
    LoggingConfig?: { LogFormat?: string; LogGroup?: string };
    MemorySize?: number;
    Timeout?: number;
  };
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
      // The gateway learns from the access key which function calls.
      AWS_ACCESS_KEY_ID: accessKeyOf(name),
      AWS_SECRET_ACCESS_KEY: 'local',
      // A service that is not emulated is refused by the gateway, and not called at AWS.
      AWS_ENDPOINT_URL: gatewayEndpoint,
      ...Object.fromEntries(
        Object.values(CALLED_SERVICES).map(({ endpointVariable }) => [
          endpointVariable,
          gatewayEndpoint,
        ]),
      ),
      // On Node 20 the SDK would warn in every log. Lambda's Node is newer.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // Lambda has no such files, and the developer's own must not reach the functions.
      AWS_CONFIG_FILE: join(bundle, 'no-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(bundle, 'no-credentials'),
    },
  };
}

/** DynamoDB Local accepts letters and digits only. */
export function accessKeyOf(functionName: string): string {
  return functionName.replace(/[^A-Za-z0-9]/g, '');
}
