import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT_ID } from '../account';
import type { Claims } from './jwt-authorizer';

interface Routed {
  routeKey: string;
  pathParameters: Record<string, string>;
  /** Of the verified token; undefined on a route without an authorizer. */
  claims: Claims | undefined;
}

/** The event of a request, in payload format 2.0. */
export function eventOf(
  { method = '', headers, socket }: IncomingMessage,
  url: URL,
  body: Buffer,
  { routeKey, pathParameters, claims }: Routed,
) {
  const now = Date.now();
  const isText = /json|text|javascript|xml/.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]),
    ),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: 'local',
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: String(headers.host),
      domainPrefix: 'local',
      http: {
        method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: socket.remoteAddress,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: new Date(now).toUTCString(),
      timeEpoch: now,
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}
