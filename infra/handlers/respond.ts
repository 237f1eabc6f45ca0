import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

/** CloudFormation takes 4096 bytes in all. */
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
 * Tells CloudFormation how it went: it waits for nothing else.
 * @throws Error if the answer can't be delivered
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
    // Bytes, since fetch gives a string a content type, which the signed address does not allow.
    const put = await fetch(event.ResponseURL, { method: 'PUT', body: Buffer.from(body) });
    if (put.ok) return;
    if (tries === TRIES) throw new Error(`CloudFormation's answer was refused: ${put.status}`);
    await sleep(1000);
  }
}
