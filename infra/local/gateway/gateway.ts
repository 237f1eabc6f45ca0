import {
  Agent,
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorResponse } from './aws-errors';
import type { ActiveRule, Call, Faults, Service } from './faults';
import { usesOf } from './uses';

export interface GatewayOptions {
  /** Endpoint of each service. */
  targets: Record<Service, string>;
  faults: Faults;
  record(call: Call): void;
}

interface Reply {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer | string;
}

/**
 * The one door through which the functions reach DynamoDB, KMS and SES: notes every call, and lets it
 * fail where a rule says so. Admins and tests talk to the services directly.
 */
export function gateway({ targets, faults, record }: GatewayOptions): RequestListener {
  // Shorter than the services keep a connection: one that they just closed must not look like a fault.
  const agent = new Agent({ keepAlive: true, timeout: 3_000 });

  return async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const call = describeCall(incoming, body);
    const rule = faults.match(call, body.toString());
    record(rule ? { ...call, fault: rule.fault } : call);
    const gone = new AbortController();
    outgoing.on('close', () => gone.abort());

    const reply = await answer(rule, call.service, gone.signal, () =>
      forward(incoming, body, targets[call.service], agent),
    );
    if (reply) outgoing.writeHead(reply.status, reply.headers).end(reply.body);
    else outgoing.destroy();
  };
}

/** @returns undefined if the connection is to be reset instead */
async function answer(
  rule: ActiveRule | undefined,
  service: Service,
  gone: AbortSignal,
  perform: () => Promise<Reply | undefined>,
): Promise<Reply | undefined> {
  if (!rule) return perform();
  switch (rule.fault) {
    case 'latency':
      await sleep(rule.latency ?? 0);
      return perform();
    case 'drop-response':
      await perform();
      return undefined;
    case 'hang':
      await new Promise<void>((resolve) => {
        gone.addEventListener('abort', () => resolve());
        rule.removed.signal.addEventListener('abort', () => resolve());
      });
      return undefined;
    default:
      return errorResponse(service, rule.fault, rule);
  }
}

/** @returns undefined if the service can't be reached */
function forward(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  target: string,
  agent: Agent,
): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const outgoing = request(
      new URL(url ?? '/', target),
      { method, headers, agent },
      (answered) => {
        buffer(answered).then(
          (answer) => {
            const headers = { ...answered.headers, 'content-length': String(answer.length) };
            // The answer was read whole, and goes on with its length.
            delete headers['transfer-encoding'];
            resolve({ status: answered.statusCode ?? 502, headers, body: answer });
          },
          () => resolve(undefined),
        );
      },
    );
    outgoing.on('error', () => resolve(undefined));
    outgoing.end(body);
  });
}

/** DynamoDB and KMS name the operation in `x-amz-target`; SES v2 has paths. */
function describeCall({ headers, url }: IncomingMessage, body: Buffer): Call {
  const [, caller] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const time = new Date().toISOString();
  const [prefix, operation] = String(headers['x-amz-target'] ?? '').split('.');
  const base = { function: caller ?? 'unknown', time };
  if (operation) {
    const service = prefix === 'TrentService' ? 'kms' : 'dynamodb';
    return { ...base, service, operation, uses: usesOf(service, operation, body.toString()) };
  }
  const sending = url === '/v2/email/outbound-emails';
  return {
    ...base,
    service: 'ses',
    operation: sending ? 'SendEmail' : String(url),
    uses: sending ? usesOf('ses', 'SendEmail', body.toString()) : [],
    ...(sending && { recipients: recipientsOf(body) }),
  };
}

function recipientsOf(body: Buffer): string[] {
  const { Destination = {} } = JSON.parse(body.toString()) as {
    Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  };
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
  return [...ToAddresses, ...CcAddresses, ...BccAddresses];
}
