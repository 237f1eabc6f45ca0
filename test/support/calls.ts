import type { Call } from '../../infra/local/aws/gateway/call';
import type { FaultRule } from '../../infra/local/aws/gateway/faults';
import type { StackFacts } from '../../infra/cli/stack-file';
import type { FailedBatch } from '../../infra/local/aws/stream/batch-delivery';

async function control(
  { endpoints }: StackFacts,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${endpoints.gateway}/control${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

type WantedCalls = Partial<Record<'function' | 'service' | 'operation' | 'fault', string>>;

/** Calls that functions made to AWS's services, oldest first. */
export async function callsOf(stack: StackFacts, wanted: WantedCalls = {}): Promise<Call[]> {
  return (await control(stack, 'GET', `/calls?${new URLSearchParams(wanted)}`)) as Call[];
}

export async function forgetCalls(stack: StackFacts): Promise<void> {
  await control(stack, 'DELETE', '/calls');
}

/**
 * Lets calls fail until the returned function is called. Rules hold for all tests of the same stack:
 * make them match one test's user only (`recipient`, `contains`), or start a stack of your own.
 */
export async function inject(stack: StackFacts, rule: FaultRule): Promise<() => Promise<void>> {
  const { id } = (await control(stack, 'POST', '/faults', rule)) as { id: string };
  return async () => {
    await control(stack, 'DELETE', `/faults/${id}`);
  };
}

/** What reached the on-failure queue of the stream mapping, oldest first. */
export async function failuresOf(stack: StackFacts): Promise<FailedBatch[]> {
  return (await control(stack, 'GET', '/failures')) as FailedBatch[];
}
