import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from './problems';

export type Answer = APIGatewayProxyStructuredResultV2;

/** Answers are personal, and no page may show one as anything but JSON. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-type': 'application/json',
  vary: 'origin',
  'x-content-type-options': 'nosniff',
};

/** Seconds that a browser remembers what a page may send; Chrome's limit. */
const PREFLIGHT_AGE = 7_200;

export const ok = (body: object): Answer => ({
  statusCode: 200,
  headers: HEADERS,
  body: JSON.stringify(body),
});

export const accepted = (): Answer => ({ statusCode: 202, headers: HEADERS, body: '{}' });

export const done = (): Answer => ({ statusCode: 204, headers: HEADERS });

export const refused = ({ code, message, status }: Problem): Answer => ({
  statusCode: status,
  headers: HEADERS,
  body: JSON.stringify({ error: code, message }),
});

/** The answer to a browser that asks what a page may send. */
export const preflight = (): Answer => ({
  statusCode: 204,
  headers: {
    ...HEADERS,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type, x-access-token',
    'access-control-max-age': `${PREFLIGHT_AGE}`,
  },
});

/**
 * Lets the page read the answer, if its origin is one of those that may. The function does this, and not API Gateway:
 * the page's host may only be known when it exists, and its headers name this API.
 */
export function readableBy(
  { headers }: Pick<APIGatewayProxyEventV2, 'headers'>,
  origins: string[],
  answer: Answer,
): Answer {
  const { origin } = headers;
  if (!origin || !origins.includes(origin)) return answer;
  return { ...answer, headers: { ...answer.headers, 'access-control-allow-origin': origin } };
}
