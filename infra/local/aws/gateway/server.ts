import express from 'express';
import type { LostAnswers } from '../cognito/trigger-invoker';
import { listen, type Endpoint } from '../listen';
import type { Call } from './call';
import type { CalledService } from './called-services';
import { Faults, type FaultRule } from './faults';
import { gateway, type SideEffects } from './gateway';
import { clock } from '../clock';

/** The oldest calls beyond this number are dropped: a stack may run for days. */
const CALLS_KEPT = 10_000;

/** What was kept for tests to look at. */
interface Kept {
  failures(): unknown[];
  events(): unknown[];
}

/** What control calls change in other services. */
export interface ControlHooks {
  allowOrigin(origin: string): void;
  loseAnswers(lost: LostAnswers): void;
}

/**
 * Starts the gateway, with control calls for tests and for trying out failures by hand:
 * - `GET /control/calls` → `Call[]`, oldest first, with `?service=ses` and the like only those; `DELETE` drops all.
 * - `GET /control/faults` → rules with `id` and `matched`; `POST` a `FaultRule` → `{ id }`;
 *   `DELETE /control/faults` removes all, `DELETE /control/faults/:id` one.
 * - `POST /control/lost-answers` `{ trigger, contains, times }` lets answers of a trigger get lost: Cognito runs
 *   it again.
 * - `POST /control/origins` `{ origin }` lets pages of an origin call Cognito.
 * - `POST /control/clock` `{ minutes }` moves the clock of the stack ahead.
 * - `GET /control/failures` → messages in the on-failure queue.
 * - `GET /control/events` → entries put on an event bus.
 */
export async function startGateway(
  endpoints: Record<CalledService, string>,
  { failures, events, control: hooks }: Kept & { control: ControlHooks },
  port: number,
  effects: SideEffects,
): Promise<Endpoint> {
  const faults = new Faults();
  let calls: Call[] = [];

  const app = express().disable('x-powered-by');
  const control = express.Router();
  control.use(express.json());
  control.get('/calls', ({ query }, response) => {
    const wanted = Object.entries(query) as [keyof Call, unknown][];
    response.json(calls.filter((call) => wanted.every(([name, value]) => call[name] === value)));
  });
  control.delete('/calls', (_, response) => {
    calls = [];
    response.status(204).end();
  });
  control.get('/faults', (_, response) => void response.json(faults.list()));
  control.post('/faults', (request, response) => {
    try {
      response.status(201).json({ id: faults.add(request.body as FaultRule) });
    } catch (error) {
      response.status(400).json({ message: (error as Error).message });
    }
  });
  control.delete(['/faults', '/faults/:id'], (request, response) => {
    faults.remove((request.params as { id?: string }).id);
    response.status(204).end();
  });
  control.post('/origins', (request, response) => {
    hooks.allowOrigin((request.body as { origin: string }).origin);
    response.status(204).end();
  });
  control.post('/lost-answers', (request, response) => {
    hooks.loseAnswers(request.body as LostAnswers);
    response.status(204).end();
  });
  control.post('/clock', (request, response) => {
    try {
      clock.advance(Number((request.body as { minutes?: unknown }).minutes) * 60_000);
      response.status(204).end();
    } catch (error) {
      response.status(400).json({ message: (error as Error).message });
    }
  });
  control.get('/failures', (_, response) => void response.json(failures()));
  control.get('/events', (_, response) => void response.json(events()));
  app.use('/control', control);
  app.use(
    gateway({
      endpoints,
      faults,
      effects,
      record: (call) => {
        calls.push(call);
        if (calls.length > CALLS_KEPT) calls.shift();
      },
    }),
  );

  const { endpoint, close } = await listen(app, port);
  return {
    endpoint,
    close: () => {
      faults.remove();
      return close();
    },
  };
}
