import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { LocalTemplate } from '../cloudformation/local-template';
import type { Origins } from '../guard';
import { listen, type Endpoint } from '../listen';
import { eventOf } from './event';
import {
  InvalidTokenError,
  jwtAuthorizer,
  type Claims,
  type JwtConfiguration,
} from './jwt-authorizer';
import { findRoute } from './routes';
import { throttle } from './throttle';

/** Bytes; API Gateway's own limit. */
const MAX_BODY = 10_000_000;

export interface HttpApiOptions {
  port: number;
  /** Pages that may call it, with the local stack's CORS headers; the function sets those of its own pages. */
  origins: Origins;
  lambdaEndpoint: string;
  /** Address of the local Cognito; read at the first request. */
  cognito(): string;
}

interface Route {
  routeKey: string;
  functionArn: string;
  authorize: ((authorization: string | undefined) => Promise<Claims>) | undefined;
}

/** An answer that API Gateway gives by itself. */
class GatewayAnswer extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/**
 * The HTTP API of a template: its routes, JWT authorizers, throttling, and the functions behind it.
 * @throws Error for a route that it cannot serve
 */
export function startHttpApi(template: LocalTemplate, options: HttpApiOptions): Promise<Endpoint> {
  const routes = routesOf(template, options.cognito);
  const mayPass = throttleOf(template);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://api');
    const match = findRoute(routes, request.method ?? '', url.pathname);
    if (!match) throw new GatewayAnswer(404, 'Not Found');
    if (!mayPass()) throw new GatewayAnswer(429, 'Too Many Requests');
    const { route, pathParameters } = match;
    const { routeKey, functionArn } = route;
    const claims = await route.authorize?.(request.headers.authorization);
    const body = await bodyOf(request);
    const event = eventOf(request, url, body, { routeKey, pathParameters, claims });
    const result = await invoke(options.lambdaEndpoint, functionArn, event);
    const content = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
    response.writeHead(result.statusCode, result.headers).end(content);
  }
  const handler: RequestListener = (request, response) =>
    void answer(request, response).catch((error: unknown) => {
      const { status, headers, message } = gatewayAnswer(error);
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify({ message }));
    });
  return listen(handler, options.port, options.origins);
}

function routesOf(template: LocalTemplate, cognito: () => string): Route[] {
  const integrations = new Map(
    template
      .ofType('AWS::ApiGatewayV2::Integration')
      .map(({ physicalId, properties }) => [physicalId, String(properties.IntegrationUri)]),
  );
  const authorizers = new Map(
    template
      .ofType('AWS::ApiGatewayV2::Authorizer')
      .map(({ physicalId, properties: { JwtConfiguration } }) => [
        physicalId,
        jwtAuthorizer(JwtConfiguration as JwtConfiguration, cognito),
      ]),
  );
  return template.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => {
    const {
      RouteKey = '',
      Target,
      AuthorizationType,
      AuthorizerId,
    } = properties as Record<string, string | undefined>;
    const functionArn = integrations.get(String(Target).replace('integrations/', ''));
    const authorize = AuthorizerId ? authorizers.get(AuthorizerId) : undefined;
    const isOpen = AuthorizationType === 'NONE';
    if (!functionArn || Boolean(authorize) === isOpen) {
      throw new Error(`The local stack cannot serve the route ${RouteKey}`);
    }
    return { routeKey: RouteKey, functionArn, authorize };
  });
}

function throttleOf(template: LocalTemplate): () => boolean {
  const { DefaultRouteSettings } = template.only('AWS::ApiGatewayV2::Stage').properties;
  const { ThrottlingRateLimit, ThrottlingBurstLimit } = DefaultRouteSettings as Record<
    'ThrottlingRateLimit' | 'ThrottlingBurstLimit',
    number
  >;
  return throttle(ThrottlingRateLimit, ThrottlingBurstLimit);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new GatewayAnswer(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface FunctionResult {
  statusCode: number;
  headers?: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
}

async function invoke(endpoint: string, arn: string, event: object): Promise<FunctionResult> {
  const path = `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`;
  const response = await fetch(new URL(path, endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  if (!response.ok || response.headers.has('x-amz-function-error')) {
    throw new GatewayAnswer(500, 'Internal Server Error');
  }
  return (await response.json()) as FunctionResult;
}

function gatewayAnswer(error: unknown): GatewayAnswer {
  if (error instanceof GatewayAnswer) return error;
  if (!(error instanceof InvalidTokenError)) return new GatewayAnswer(500, 'Internal Server Error');
  const reason = error.message.replace(/[^\x20-\x7e]|"/g, ' ');
  const header = `Bearer scope="" error="invalid_token" error_description="${reason}"`;
  return new GatewayAnswer(401, 'Unauthorized', { 'www-authenticate': header });
}
