import { logError } from '../audit/log';
import { signedPost } from './signed-post';

const known = idsIn(process.env.UNGUARDED_CLIENT_IDS);
/**
 * Name of the parameter with the app clients that the same app creates in the pool. The pool names this function and
 * they name the pool, so their ids are not known when this function is deployed.
 */
const parameter = process.env.UNGUARDED_CLIENTS_PARAMETER;

const TIMEOUT = 1_500;
/** Milliseconds that the parameter is not read again: so long a client stays unguarded when it is taken off. */
const FRESH = 60_000;
let learnt = { ids: [] as string[], until: 0 };

/** Whether the functions' own environment names a client as one that needs no code. */
export const isKnownUnguarded = (clientId: string): boolean => known.includes(clientId);

/**
 * Whether the parameter names a client as one that needs no code. To be asked before a refusal only: it can take a
 * call. Without an answer, the client is guarded.
 */
export async function isLearntUnguarded(clientId: string): Promise<boolean> {
  if (!parameter) return false;
  if (Date.now() >= learnt.until) {
    try {
      learnt = { ids: idsIn(await read(parameter)), until: Date.now() + FRESH };
    } catch (error) {
      logError('unguarded-clients.failed', error, { clientId });
      return false;
    }
  }
  return learnt.ids.includes(clientId);
}

function idsIn(text = ''): string[] {
  return text.split(',').filter(Boolean);
}

async function read(Name: string): Promise<string | undefined> {
  const response = await signedPost({
    service: 'ssm',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.GetParameter',
    },
    body: JSON.stringify({ Name }),
    timeout: TIMEOUT,
  });
  if (!response.ok) throw new Error(`SSM answered ${response.status}: ${await response.text()}`);
  const { Parameter } = (await response.json()) as { Parameter?: { Value?: string } };
  return Parameter?.Value;
}
