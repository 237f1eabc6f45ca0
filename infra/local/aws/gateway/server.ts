import express from 'express';
import type { Origins } from '../guard';
import { listen, type Endpoint } from '../listen';
import type { Call } from './call';
import type { CalledService } from './called-services';
import { Faults, type FaultRule } from './faults';
import { gateway, type SideEffects } from './gateway';

/** The oldest calls beyond this number are dropped: a stack may run for days. */
const CALLS_KEPT = 10_000;

/**
 * Starts the gateway, with control calls for tests and for trying out failures by hand:
 * - `GET /control/calls` → `Call[]`, oldest first; `DELETE` drops them.
 * - `GET /control/faults` → rules with `id` and `matched`; `POST` a `FaultRule` → `{ id }`;
 *   `DELETE /control/faults` removes all, `DELETE /control/faults/:id` one.
 * - `POST /control/origins` `{ origin }` lets pages of an origin call Cognito.
 * - `GET /control/failures` → messages in the on-failure queue.
 * - `GET /control/events` → entries put on an event bus.
 */
export async function startGateway(
  endpoints: Record<CalledService, string>,
  kept: { failures(): unknown[]; events(): unknown[]; origins: Origins },
  port: number,
  effects: SideEffects,
): Promise<Endpoint> {
  const faults = new Faults();
  let calls: Call[] = [];

  const app = express().disable('x-powered-by');
  const control = express.Router();
  control.use(express.json());
  control.get('/calls', (_, response) => void response.json(calls));
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
    kept.origins.add((request.body as { origin: string }).origin);
    response.status(204).end();
  });
  control.get('/failures', (_, response) => void response.json(kept.failures()));
  control.get('/events', (_, response) => void response.json(kept.events()));
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
