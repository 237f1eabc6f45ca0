import { setTimeout as sleep } from 'node:timers/promises';
import type { Resource } from '../cloudformation/local-template';
import type { InvokeResult } from './instance';
import { clock } from '../clock';

/** How Lambda retries an asynchronous event whose function fails. */
export interface RetryPolicy {
  retries: number;
  /** ARN of the on-failure queue, if there is one. */
  queue: string | undefined;
}

/** An event that failed for good, as Lambda's on-failure destination gets it. */
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

/** Milliseconds. Lambda waits for a minute, then for two. */
const PAUSE = 500;
export const DEFAULT_RETRY_POLICY: RetryPolicy = { retries: 2, queue: undefined };

/** By name of the function. */
export function readRetryPolicies(configs: Resource[]): Map<string, RetryPolicy> {
  return new Map(
    configs.map(({ properties }) => {
      const { FunctionName, MaximumRetryAttempts, DestinationConfig } = properties as {
        FunctionName: string;
        MaximumRetryAttempts?: number;
        DestinationConfig?: { OnFailure?: { Destination: string } };
      };
      const retries = MaximumRetryAttempts ?? DEFAULT_RETRY_POLICY.retries;
      return [FunctionName, { retries, queue: DestinationConfig?.OnFailure?.Destination }];
    }),
  );
}

/**
 * Calls a function until it succeeds or has no retries left.
 * @returns the failed event; undefined after success
 */
export async function invokeWithRetries(
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
        timestamp: clock.date().toISOString(),
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
