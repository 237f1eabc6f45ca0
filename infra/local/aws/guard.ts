import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Origins of pages that may call the services, for example `http://127.0.0.1:3600`. Others are added later. */
export type Origins = Set<string>;

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
/** Content types that a page of any origin can send without asking first. */
const SENT_UNASKED = /^\s*(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)/i;

/**
 * Keeps web pages of other origins away from a service on this machine: it answers only to loopback host names
 * (a page that points its own name to 127.0.0.1 has another), to pages of its own and the given origins, and to
 * no request that a browser sends without asking the service first.
 * @param origins pages that may read the answers; none if omitted
 */
export function guard(handler: RequestListener, origins: Origins = new Set()): RequestListener {
  return (request, response) => {
    const reason = refusalOf(request, origins);
    if (reason) return refuse(response, reason);
    const { origin } = request.headers;
    response.setHeader('vary', 'origin');
    if (origin && origins.has(origin)) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-allow-headers', '*, authorization');
      response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE, OPTIONS');
      response.setHeader('access-control-expose-headers', 'x-amzn-errortype, x-amzn-requestid');
      response.setHeader('access-control-max-age', '600');
      if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    }
    handler(request, response);
  };
}

function refusalOf({ headers }: IncomingMessage, origins: Origins): string | undefined {
  const { host = '', origin } = headers;
  if (!LOOPBACK.test(host)) return `The local stack does not answer to the host name ${host}.`;
  if (origin && origin !== `http://${host}` && !origins.has(origin)) {
    return `Pages of ${origin} may not call the local stack. To allow them, start it with --allow-origin ${origin}`;
  }
  if (SENT_UNASKED.test(headers['content-type'] ?? '')) {
    return `The local stack accepts no ${headers['content-type']}.`;
  }
  return undefined;
}

function refuse(response: ServerResponse, message: string): void {
  response
    .writeHead(403, { 'content-type': 'application/json', connection: 'close' })
    .end(JSON.stringify({ message }));
}
