import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { CognitoError } from './errors';

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
  log(`internal error: ${error instanceof Error ? error.stack : String(error)}`);
  return new CognitoError('InternalErrorException', 'Something went wrong');
}

function replyWithError(response: ServerResponse, { code, message }: CognitoError) {
  response.setHeader('x-amzn-errortype', code);
  const status = code === 'InternalErrorException' ? 500 : 400;
  reply(response, status, { __type: code, message });
}

const WELL_KNOWN = /^\/([\w-]+)\/\.well-known\/(jwks\.json|openid-configuration)$/;

/** As Cognito shows it for a pool without a domain. */
const openIdConfiguration = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  id_token_signing_alg_values_supported: ['RS256'],
  subject_types_supported: ['public'],
  response_types_supported: ['code', 'token'],
  scopes_supported: ['openid', 'email', 'phone', 'profile'],
});

/**
 * Cognito over HTTP: the JSON API at `/`, and each pool's documents under `/.well-known`.
 *
 * @param log gets the stack of unexpected errors, never a request.
 */
export function cognitoHttp(
  api: Api,
  { endpoint, jwks }: { endpoint: string; jwks: object },
  log: (line: string) => void,
): RequestListener {
  return (request, response) => {
    response.setHeader('x-amzn-requestid', randomUUID());
    const [, poolId, document] = WELL_KNOWN.exec(request.url ?? '') ?? [];
    if (request.method === 'GET' && poolId) {
      const issuer = `${endpoint}/${poolId}`;
      return reply(response, 200, document === 'jwks.json' ? jwks : openIdConfiguration(issuer));
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
