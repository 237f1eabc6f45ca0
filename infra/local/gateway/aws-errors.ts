import type { ActiveRule, Service } from './faults';

interface ServiceError {
  status: number;
  name: string;
}

const ERRORS: Record<Service, Record<'throttle' | 'error' | 'reject', ServiceError>> = {
  dynamodb: {
    throttle: { status: 400, name: 'ThrottlingException' },
    error: { status: 500, name: 'InternalServerError' },
    reject: { status: 400, name: 'AccessDeniedException' },
  },
  kms: {
    throttle: { status: 400, name: 'ThrottlingException' },
    error: { status: 500, name: 'KMSInternalException' },
    reject: { status: 400, name: 'AccessDeniedException' },
  },
  logs: {
    throttle: { status: 400, name: 'ThrottlingException' },
    error: { status: 500, name: 'ServiceUnavailableException' },
    reject: { status: 400, name: 'AccessDeniedException' },
  },
  events: {
    throttle: { status: 400, name: 'ThrottlingException' },
    error: { status: 500, name: 'InternalException' },
    reject: { status: 400, name: 'AccessDeniedException' },
  },
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
  const { status, name: usual } = ERRORS[service][kind];
  const name = errorName ?? usual;
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message: `${name}, injected by the local stack` }),
  };
}
