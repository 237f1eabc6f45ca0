import express from 'express';
import { listen, type Endpoint } from '../listen';
import { Faults, type Call, type FaultRule, type Service } from './faults';
import { gateway, type Effects } from './gateway';

/** Calls beyond this are forgotten, the oldest first: a stack may run for days. */
const CALLS_KEPT = 10_000;

export interface Gateway extends Endpoint {
  /** Base address of the control calls, see startGateway. */
  controlEndpoint: string;
}

/**
 * The gateway, and beside it the control calls for tests and for trying out failures by hand:
 * - `GET /control/calls` → `Call[]`, oldest first; `DELETE` forgets them.
 * - `GET /control/faults` → rules with `id` and `matched`; `POST` a `FaultRule` → `{ id }`;
 *   `DELETE /control/faults` ends all, `DELETE /control/faults/:id` one.
 * - `GET /control/failures` → what lies in the on-failure queue.
 * - `GET /control/events` → what was put on an event bus.
 */
export async function startGateway(
  targets: Record<Service, string>,
  kept: { failures(): unknown[]; events(): unknown[] },
  port: number,
  effects: Effects,
): Promise<Gateway> {
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
  control.get('/failures', (_, response) => void response.json(kept.failures()));
  control.get('/events', (_, response) => void response.json(kept.events()));
  app.use('/control', control);
  app.use(
    gateway({
      targets,
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
    controlEndpoint: `${endpoint}/control`,
    close: () => {
      faults.remove();
      return close();
    },
  };
}
