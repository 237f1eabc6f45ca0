import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface TriggerEvent {
  version: string;
  triggerSource: string;
  userName: string;
  request: Record<string, unknown> & {
    session?: { challengeName: string; challengeResult: boolean; challengeMetadata: unknown }[];
  };
  response: Record<string, unknown>;
}

/** What a fake function does with an event: its response, or how it fails to give one. */
export type Behaviour =
  { response: unknown } | { throws: string } | { payload: string } | { hangs: true };

/** A second factor with the code 123456, in the shape of ours. */
const DEFAULTS = {
  Define: ({ request: { session = [] } }: TriggerEvent) => {
    const last = session.at(-1);
    if (last?.challengeName === 'SRP_A')
      return { response: { challengeName: 'PASSWORD_VERIFIER' } };
    if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) {
      return { response: { issueTokens: true } };
    }
    return { response: { challengeName: 'CUSTOM_CHALLENGE' } };
  },
  Create: () => ({
    response: {
      publicChallengeParameters: { hint: 'mail' },
      privateChallengeParameters: { secret: 's' },
      challengeMetadata: 'metadata',
    },
  }),
  Verify: ({ request }: TriggerEvent) => ({
    response: { answerCorrect: request['challengeAnswer'] === '123456' },
  }),
  PreToken: () => ({ response: {} }),
} satisfies Record<string, (event: TriggerEvent) => Behaviour>;

type Triggers = Record<keyof typeof DEFAULTS, (event: TriggerEvent) => Behaviour> &
  Record<string, (event: TriggerEvent) => Behaviour>;

/** A Lambda Invoke endpoint whose functions a test can change; it records every event. */
export async function startLambda() {
  const events: TriggerEvent[] = [];
  const triggers: Triggers = { ...DEFAULTS };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const event = JSON.parse(body) as TriggerEvent;
    events.push(event);
    const name = request.url?.split('/')[3] ?? '';
    const behaviour = triggers[name]?.(event) ?? { response: event.response };
    if ('hangs' in behaviour) return;
    if ('throws' in behaviour) {
      response.setHeader('x-amz-function-error', 'Unhandled');
      response.end(JSON.stringify({ errorType: 'Error', errorMessage: behaviour.throws }));
      return;
    }
    response.end(
      'payload' in behaviour
        ? behaviour.payload
        : JSON.stringify({ ...event, response: behaviour.response }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    events,
    triggers,
    reset: () => {
      events.length = 0;
      for (const name of Object.keys(triggers)) Reflect.deleteProperty(triggers, name);
      Object.assign(triggers, DEFAULTS);
    },
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
