import express, { type Response } from 'express';
import { randomUUID } from 'node:crypto';
import { listen, type Endpoint } from '../listen';
import {
  DEFAULT_RETRY_POLICY,
  invokeWithRetries,
  type FailedEvent,
  type RetryPolicy,
} from './retry';
import type { FunctionDefinition } from './function';
import { FunctionPool } from './instances';

/** Without alias or version: there is one of each function. */
const nameIn = (asked: string) => asked.replace(/^arn:.*:function:/, '').replace(/:.*$/, '');

export interface LocalLambda extends Endpoint {
  /** Ends a running instance of a function, as running out of memory would. */
  endInstance(instance: string): void;
}

export interface LambdaOptions {
  /** Receives each line of a function's log. */
  onLine?(definition: FunctionDefinition, line: string): void;
  /** Functions with a stream mapping. */
  mapped?: string[];
  /** By function, for asynchronous events. */
  retryPolicies?: Map<string, RetryPolicy>;
  /** Receives an event that failed for good, and the ARN of its on-failure queue. */
  onFailure?(queue: string, event: FailedEvent): void;
}

/**
 * The Invoke, GetFunction and ListEventSourceMappings calls of the Lambda API, for `@aws-sdk/client-lambda`
 * and the like.
 */
export async function startLambda(
  definitions: FunctionDefinition[],
  port: number,
  { onLine, mapped = [], retryPolicies, onFailure }: LambdaOptions = {},
): Promise<LocalLambda> {
  const stopping = new AbortController();
  const pools = new Map(
    definitions.map((definition) => [
      definition.name,
      new FunctionPool(definition, (line) => onLine?.(definition, line)),
    ]),
  );
  const app = express().disable('x-powered-by');
  // Express hands over the parameter decoded: a name, or an ARN that ends with one.
  app.post(
    '/2015-03-31/functions/:function/invocations',
    express.raw({ type: () => true, limit: '6mb' }),
    async (request, response) => {
      const asked = request.params.function as string;
      const pool = pools.get(nameIn(asked));
      if (!pool)
        return void sendError(
          response,
          404,
          'ResourceNotFoundException',
          `Function not found: ${asked}`,
        );

      const event =
        Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body.toString() : '{}';
      if (!isJson(event)) {
        const message = 'Could not parse request body into json';
        return void sendError(response, 400, 'InvalidRequestContentException', message);
      }
      if (request.get('X-Amz-Invocation-Type') === 'Event') {
        const { name, arn } = pool.definition;
        const { retries, queue } = retryPolicies?.get(name) ?? DEFAULT_RETRY_POLICY;
        void invokeWithRetries(
          { arn, event, retries },
          () => pool.invoke(event),
          stopping.signal,
        ).then((failed) => failed && queue && onFailure?.(queue, failed));
        return void response.status(202).set('x-amzn-RequestId', randomUUID()).end();
      }
      const { requestId, payload, failed } = await pool.invoke(event);
      response.set({ 'x-amzn-RequestId': requestId, 'X-Amz-Executed-Version': '$LATEST' });
      if (failed) response.set('X-Amz-Function-Error', 'Unhandled');
      response.type('json').send(payload);
    },
  );
  app.get('/2015-03-31/functions/:function', (request, response) => {
    const found = definitions.find(({ name }) => name === nameIn(request.params.function));
    if (!found) {
      const message = `Function not found: ${request.params.function}`;
      return void sendError(response, 404, 'ResourceNotFoundException', message);
    }
    const { name, arn, environment, stackName, logicalId } = found;
    response.json({
      Configuration: {
        FunctionName: name,
        FunctionArn: arn,
        Environment: { Variables: environment },
      },
      Tags: {
        'aws:cloudformation:stack-name': stackName,
        'aws:cloudformation:logical-id': logicalId,
      },
    });
  });
  app.get('/2015-03-31/event-source-mappings', ({ query }, response) => {
    const names = mapped.map(nameIn).filter((name) => name === nameIn(String(query.FunctionName)));
    response.json({ EventSourceMappings: names.map(() => ({ State: 'Enabled' })) });
  });
  const { endpoint, close } = await listen(app, port);
  return {
    endpoint,
    endInstance: (instance) => {
      for (const pool of pools.values()) void pool.endInstance(instance);
    },
    close: async () => {
      stopping.abort();
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      await close();
    },
  };
}

function sendError(response: Response, status: number, type: string, message: string): void {
  response.status(status).set('x-amzn-ErrorType', type).json({ Type: 'User', message });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
