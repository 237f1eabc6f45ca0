import {
  busPermissions,
  functionPermissions,
  keyPermissions,
  logPermissions,
  mailPermissions,
  parameterPermissions,
  poolPermissions,
  recordPermissions,
} from './permissions';

interface ServiceError {
  status: number;
  name: string;
}

/** The errors of most services. @param internal name of the service's own fault */
const errors = (internal: string, throttle = 'ThrottlingException') => ({
  throttle: { status: 400, name: throttle },
  error: { status: 500, name: internal },
  reject: { status: 400, name: 'AccessDeniedException' },
});

/** The services that functions call through the gateway. */
export const CALLED_SERVICES = {
  dynamodb: {
    /** Environment variable that leads the SDK to the gateway. */
    endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB',
    /** What its requests have in `x-amz-target` before the operation. */
    target: 'DynamoDB_20120810',
    errors: errors('InternalServerError'),
    permissions: recordPermissions,
  },
  kms: {
    endpointVariable: 'AWS_ENDPOINT_URL_KMS',
    target: 'TrentService',
    errors: errors('KMSInternalException'),
    permissions: keyPermissions,
  },
  ses: {
    endpointVariable: 'AWS_ENDPOINT_URL_SESV2',
    /** SES v2 has paths instead. */
    target: '',
    errors: {
      throttle: { status: 429, name: 'TooManyRequestsException' },
      error: { status: 500, name: 'InternalServiceErrorException' },
      reject: { status: 400, name: 'MessageRejected' },
    },
    permissions: mailPermissions,
  },
  logs: {
    endpointVariable: 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
    target: 'Logs_20140328',
    errors: errors('ServiceUnavailableException'),
    permissions: logPermissions,
  },
  events: {
    endpointVariable: 'AWS_ENDPOINT_URL_EVENTBRIDGE',
    target: 'AWSEvents',
    errors: errors('InternalException'),
    permissions: busPermissions,
  },
  cognito: {
    endpointVariable: 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
    target: 'AWSCognitoIdentityProviderService',
    errors: errors('InternalErrorException', 'TooManyRequestsException'),
    permissions: poolPermissions,
  },
  ssm: {
    endpointVariable: 'AWS_ENDPOINT_URL_SSM',
    target: 'AmazonSSM',
    errors: errors('InternalServerError'),
    permissions: parameterPermissions,
  },
  lambda: {
    endpointVariable: 'AWS_ENDPOINT_URL_LAMBDA',
    /** Lambda has paths instead. */
    target: 'none',
    errors: errors('ServiceException', 'TooManyRequestsException'),
    permissions: functionPermissions,
  },
} as const;
export type CalledService = keyof typeof CALLED_SERVICES;

export const CALLED_SERVICE_NAMES = Object.keys(CALLED_SERVICES) as CalledService[];

/**
 * An error as the service itself would answer it.
 * @param errorName in place of the usual one
 */
export function errorResponse(
  service: CalledService,
  kind: 'throttle' | 'error' | 'reject',
  errorName?: string,
): { status: number; headers: Record<string, string>; body: string } {
  const { status, name: usual }: ServiceError = CALLED_SERVICES[service].errors[kind];
  const name = errorName ?? usual;
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message: `${name}, injected by the local stack` }),
  };
}
