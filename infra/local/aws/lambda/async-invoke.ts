import { setTimeout as sleep } from 'node:timers/promises';
import type { Resource } from '../cloudformation/template';
import type { InvokeResult } from './instance';

/** How Lambda treats an event that nobody waits for, when its function fails. */
export interface Patience {
  retries: number;
  /** ARN of the queue for what is given up, if there is one. */
  queue: string | undefined;
}

/** An event that was given up, in the words of Lambda's on-failure destination. */
export interface FailedEvent {
  version: '1.0';
  timestamp: string;
  requestContext: {
    requestId: string;
    functionArn: string;
    condition: 'RetriesExhausted';
    approximateInvokeCount: number;
  };
  requestPayload: unknown;
  responseContext: { statusCode: 200; executedVersion: '$LATEST'; functionError: 'Unhandled' };
  responsePayload: unknown;
}

/** Lambda waits for a minute, then for two. */
const PAUSE = 500;
export const USUAL_PATIENCE: Patience = { retries: 2, queue: undefined };

/** By name of the function. */
export function readPatience(configs: Resource[]): Map<string, Patience> {
  return new Map(
    configs.map(({ properties }) => {
      const { FunctionName, MaximumRetryAttempts, DestinationConfig } = properties as {
        FunctionName: string;
        MaximumRetryAttempts?: number;
        DestinationConfig?: { OnFailure?: { Destination: string } };
      };
      const retries = MaximumRetryAttempts ?? USUAL_PATIENCE.retries;
      return [FunctionName, { retries, queue: DestinationConfig?.OnFailure?.Destination }];
    }),
  );
}

/**
 * Calls a function until it takes the event.
 * @returns what is to be told if it never does
 */
export async function invokePatiently(
  { arn, event, retries }: { arn: string; event: string; retries: number },
  invoke: () => Promise<InvokeResult>,
  stopped: AbortSignal,
): Promise<FailedEvent | undefined> {
  for (let tries = 1; ; tries++) {
    const { failed, requestId, payload } = await invoke();
    if (!failed || stopped.aborted) return undefined;
    if (tries > retries) {
      return {
        version: '1.0',
        timestamp: new Date().toISOString(),
        requestContext: {
          requestId,
          functionArn: arn,
          condition: 'RetriesExhausted',
          approximateInvokeCount: tries,
        },
        requestPayload: JSON.parse(event),
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        responsePayload: JSON.parse(payload),
      };
    }
    await sleep(PAUSE * tries, undefined, { signal: stopped }).catch(() => undefined);
  }
}
