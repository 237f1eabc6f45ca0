import {
  Agent,
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
} from 'node:http';
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorResponse } from './aws-errors';
import {
  isMailFate,
  type ActiveRule,
  type Call,
  type Faults,
  type MailFate,
  type Service,
} from './faults';
import { usesOf } from './fault-uses';

/** What a rule can do besides failing a call. */
export interface Effects {
  /** Ends one running copy of a function. @param instance its session token */
  crash(instance: string): void;
  /** Lets SES tell what came of a mail. @param request body of the SendEmail call */
  tell(fate: MailFate, messageId: string, request: string): void;
}

export interface GatewayOptions {
  /** Endpoint of each service. */
  targets: Record<Service, string>;
  faults: Faults;
  record(call: Call): void;
  effects: Effects;
}

interface Reply {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer | string;
}

/**
 * The one door through which the functions reach the services: notes every call, and lets it
 * fail where a rule says so. Admins and tests talk to the services directly.
 */
export function gateway({ targets, faults, record, effects }: GatewayOptions): RequestListener {
  // Shorter than the services keep a connection: one that they just closed must not look like a fault.
  const agent = new Agent({ keepAlive: true, timeout: 3_000 });

  return async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const call = describeCall(incoming, body);
    const rule = faults.match(call, body.toString());
    record(rule ? { ...call, fault: rule.fault } : call);
    const gone = new AbortController();
    outgoing.on('close', () => gone.abort());

    const reply = await answer(rule, {
      service: call.service,
      gone: gone.signal,
      instance: String(incoming.headers['x-amz-security-token'] ?? ''),
      body: body.toString(),
      effects,
      perform: () => forward(incoming, body, targets[call.service], agent),
    });
    if (reply) outgoing.writeHead(reply.status, reply.headers).end(reply.body);
    else outgoing.destroy();
  };
}

interface Called {
  service: Service;
  /** Aborted when the caller hangs up. */
  gone: AbortSignal;
  instance: string;
  body: string;
  effects: Effects;
  perform(): Promise<Reply | undefined>;
}

/** @returns undefined if the connection is to be reset instead */
async function answer(rule: ActiveRule | undefined, called: Called): Promise<Reply | undefined> {
  const { service, gone, perform, effects } = called;
  if (!rule) return perform();
  if (isMailFate(rule.fault)) return take(rule.fault, called);
  switch (rule.fault) {
    case 'latency':
      await sleep(rule.latency ?? 0);
      return perform();
    case 'drop-response':
      await perform();
      return undefined;
    case 'crash':
    case 'crash-after':
      if (rule.fault === 'crash-after') await perform();
      effects.crash(called.instance);
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

/** SES answers as ever; only what was reported as spam also reaches the inbox. */
async function take(
  fate: MailFate,
  { body, effects, perform }: Called,
): Promise<Reply | undefined> {
  const reply =
    fate === 'complaint'
      ? await perform()
      : {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ MessageId: randomUUID() }),
        };
  if (reply?.status === 200) {
    const { MessageId } = JSON.parse(reply.body.toString()) as { MessageId: string };
    effects.tell(fate, MessageId, body);
  }
  return reply;
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

/** First part of `x-amz-target`; DynamoDB's holds a version. */
const SERVICES: Record<string, Service> = {
  TrentService: 'kms',
  Logs_20140328: 'logs',
  AWSEvents: 'events',
};

/** All name the operation in `x-amz-target`, but for SES v2, which has paths. */
function describeCall({ headers, url }: IncomingMessage, body: Buffer): Call {
  const [, caller] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const time = new Date().toISOString();
  const [prefix, operation] = String(headers['x-amz-target'] ?? '').split('.');
  const base = { function: caller ?? 'unknown', time };
  if (operation) {
    const service = SERVICES[prefix ?? ''] ?? 'dynamodb';
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
