import { text } from 'node:stream/consumers';
import { listen, type Endpoint } from './listen';

/** An error of a service, with the name that its clients know. */
export class ServiceError extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/** Handles the input of an operation. @throws ServiceError */
type Operation = (input: never) => unknown;

/** A service that speaks AWS's JSON protocol: one address, the operation in `x-amz-target`. */
export function serveJson(
  service: string,
  operations: Record<string, Operation>,
  port: number,
): Promise<Endpoint> {
  return listen(async (request, response) => {
    const send = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(body));
    try {
      const [, name = ''] = String(request.headers['x-amz-target']).split('.');
      const operation = operations[name];
      if (!operation) {
        throw new ServiceError(
          'UnknownOperationException',
          `The local ${service} does not support ${name}`,
        );
      }
      send(200, operation(JSON.parse(await text(request)) as never) ?? {});
    } catch (error) {
      const type = error instanceof ServiceError ? error.type : 'ValidationException';
      send(400, { __type: type, message: (error as Error).message });
    }
  }, port);
}
