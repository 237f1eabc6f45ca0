import type { ActiveRule, Service } from './faults';

interface ServiceError {
  status: number;
  name: string;
}

/** As most services have it. @param internal name of the error that is the service's own fault */
const usual = (internal: string) => ({
  throttle: { status: 400, name: 'ThrottlingException' },
  error: { status: 500, name: internal },
  reject: { status: 400, name: 'AccessDeniedException' },
});

const ERRORS: Record<Service, Record<'throttle' | 'error' | 'reject', ServiceError>> = {
  dynamodb: usual('InternalServerError'),
  kms: usual('KMSInternalException'),
  logs: usual('ServiceUnavailableException'),
  events: usual('InternalException'),
  ses: {
    throttle: { status: 429, name: 'TooManyRequestsException' },
    error: { status: 500, name: 'InternalServiceErrorException' },
    reject: { status: 400, name: 'MessageRejected' },
  },
};

/** The error a rule answers with, in the form of the service's own errors. */
export function errorResponse(
  service: Service,
  kind: 'throttle' | 'error' | 'reject',
  { errorName }: Pick<ActiveRule, 'errorName'>,
): { status: number; headers: Record<string, string>; body: string } {
  const { status, name: own } = ERRORS[service][kind];
  const name = errorName ?? own;
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message: `${name}, injected by the local stack` }),
  };
}
