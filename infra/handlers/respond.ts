import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

/** Characters. CloudFormation accepts 4096 bytes in total. */
const MAX_REASON = 1000;
const TRIES = 3;

export interface Outcome {
  status: 'SUCCESS' | 'FAILED';
  reason?: string;
  physicalResourceId: string;
  /** Attributes of the resource. */
  data?: Record<string, string>;
}

/**
 * Sends the outcome to CloudFormation, which waits for it.
 * @throws Error if the answer cannot be delivered
 */
export async function respond(
  event: CloudFormationCustomResourceEvent,
  { status, reason = '', physicalResourceId, data = {} }: Outcome,
): Promise<void> {
  const body = JSON.stringify({
    Status: status,
    Reason: reason.slice(0, MAX_REASON),
    PhysicalResourceId: physicalResourceId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    Data: data,
  });
  for (let tries = 1; ; tries += 1) {
    // Bytes, because fetch adds a content type to strings, which the signed URL does not allow.
    const put = await fetch(event.ResponseURL, { method: 'PUT', body: Buffer.from(body) });
    if (put.ok) return;
    if (tries === TRIES)
      throw new Error(`CloudFormation's response URL answered HTTP ${put.status}`);
    await sleep(1000);
  }
}
