import {
  Agent,
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
} from 'node:http';
import { randomUUID } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeCall, type Call } from './call';
import { errorResponse, type CalledService } from './called-services';
import { isMailOutcome, type MailOutcome } from './fault-kinds';
import type { ActiveRule, Faults } from './faults';

/** What a rule can do besides failing a call. */
export interface SideEffects {
  /** Ends one running instance of a function. @param instance its session token */
  endInstance(instance: string): void;
  /** Lets SES report the outcome of a mail. @param request body of the SendEmail call */
  reportMail(outcome: MailOutcome, messageId: string, request: string): void;
}

export interface GatewayOptions {
  /** Address of each service; read at each call. */
  endpoints: Record<CalledService, string>;
  faults: Faults;
  record(call: Call): void;
  effects: SideEffects;
}

interface Reply {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer | string;
}

/**
 * The functions call all services through this gateway: it records every call, and fails those that a rule
 * selects. Admins and tests call the services directly.
 */
export function gateway({ endpoints, faults, record, effects }: GatewayOptions): RequestListener {
  // The agent closes idle connections long before the services do: a closed one would look like a fault.
  const agent = new Agent({ keepAlive: true, timeout: 3_000 });

  return async (incoming, outgoing) => {
    const body = await text(incoming);
    const call = describeCall(incoming, body);
    if (!call) {
      const { status, headers, body: refusal } = notEmulated(incoming);
      return void outgoing.writeHead(status, headers).end(refusal);
    }
    const rule = faults.match(call, body);
    record(rule ? { ...call, fault: rule.fault } : call);
    const gone = new AbortController();
    outgoing.on('close', () => gone.abort());

    const reply = await answer(rule, {
      service: call.service,
      gone: gone.signal,
      instance: String(incoming.headers['x-amz-security-token'] ?? ''),
      body,
      effects,
      perform: () => forward(incoming, body, endpoints[call.service], agent),
    });
    if (reply) outgoing.writeHead(reply.status, reply.headers).end(reply.body);
    else outgoing.destroy();
  };
}

/** For a service that is not emulated; its name is in what the call is signed for. */
function notEmulated({ headers }: IncomingMessage) {
  const [, service = 'this service'] =
    /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return {
    status: 400,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'NotEmulated' },
    body: JSON.stringify({ message: `The local stack does not emulate ${service}.` }),
  };
}

interface Failing {
  service: CalledService;
  /** Aborted when the caller hangs up. */
  gone: AbortSignal;
  instance: string;
  body: string;
  effects: SideEffects;
  perform(): Promise<Reply | undefined>;
}

/** @returns undefined if the connection is to be reset instead */
async function answer(rule: ActiveRule | undefined, call: Failing): Promise<Reply | undefined> {
  const { service, gone, perform, effects } = call;
  if (!rule) return perform();
  if (isMailOutcome(rule.fault)) return acceptMail(rule.fault, call);
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
      effects.endInstance(call.instance);
      return undefined;
    case 'hang':
      await new Promise<void>((resolve) => {
        gone.addEventListener('abort', () => resolve());
        rule.removed.signal.addEventListener('abort', () => resolve());
      });
      return undefined;
    default:
      return errorResponse(service, rule.fault, rule.errorName);
  }
}

/** SES answers as usual; a mail reaches the inbox only if its recipient is to report it as spam. */
async function acceptMail(
  outcome: MailOutcome,
  { body, effects, perform }: Failing,
): Promise<Reply | undefined> {
  const reply =
    outcome === 'complaint'
      ? await perform()
      : {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ MessageId: randomUUID() }),
        };
  if (reply?.status === 200) {
    const { MessageId } = JSON.parse(reply.body.toString()) as { MessageId: string };
    effects.reportMail(outcome, MessageId, body);
  }
  return reply;
}

/** @returns undefined if the service can't be reached */
function forward(
  { method, url, headers }: IncomingMessage,
  body: string,
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
            // The answer was read whole, so it has a length now.
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
