import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { CognitoError, UnsupportedError } from 'cognito-local/lib/errors';

const MAX_BODY_BYTES = 1_000_000;

/** Handles one call of the Cognito API. */
export type Api = (target: string, body: Record<string, unknown>) => Promise<object>;

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new CognitoError('SerializationException', 'Request too large');
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  } catch {
    // The parser's own message quotes the body, which may hold a password.
    throw new CognitoError('SerializationException', 'Request is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new CognitoError('SerializationException', 'Request is not an object');
  }
  return body as Record<string, unknown>;
}

/** The API sends times as epoch seconds. */
function epochSeconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? Math.floor(original.getTime() / 1000) : value;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body, epochSeconds));
}

/** What the client is told; all that is not Cognito's own error stays in the log. */
function toCognitoError(error: unknown, log: (line: string) => void): CognitoError {
  if (error instanceof CognitoError) return error;
  if (error instanceof UnsupportedError) {
    return new CognitoError('UnknownOperationException', error.message);
  }
  log(`internal error: ${error instanceof Error ? error.stack : String(error)}`);
  return new CognitoError('InternalErrorException', 'Something went wrong');
}

function replyWithError(response: ServerResponse, { code, message }: CognitoError) {
  response.setHeader('x-amzn-errortype', code);
  const status = code === 'InternalErrorException' ? 500 : 400;
  reply(response, status, { __type: code, message });
}

/**
 * Cognito's HTTP face: the JSON API at `/`, and each pool's `/.well-known/jwks.json`.
 *
 * @param log gets the stack of unexpected errors, never a request.
 */
export function cognitoHttp(api: Api, jwks: object, log: (line: string) => void): RequestListener {
  return (request, response) => {
    response.setHeader('x-amzn-requestid', randomUUID());
    if (request.method === 'GET' && request.url?.endsWith('/.well-known/jwks.json')) {
      reply(response, 200, jwks);
      return;
    }
    const [, target] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (request.method !== 'POST' || !target) {
      reply(response, 404, { message: 'Not found' });
      return;
    }
    readBody(request)
      .then((body) => api(target, body))
      .then(
        (result) => reply(response, 200, result),
        (error: unknown) => replyWithError(response, toCognitoError(error, log)),
      );
  };
}
