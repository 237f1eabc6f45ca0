import { createServer } from 'node:net';
import { SERVICES, type Service } from '../cli/stack-file';
import { HOST } from './aws/listen';

export type Ports = Record<Service, number>;

/**
 * Chooses the ports of all services and checks that they are free, before anything starts.
 * @param base the first port; 0 for any free ones
 * @throws Error that names the port that is taken, and its service
 */
export async function choosePorts(base: number): Promise<Ports> {
  const services = Object.keys(SERVICES) as Service[];
  const chosen = services.map(async (service, index): Promise<[Service, number]> => {
    if (base === 0) return [service, 0];
    const port = base + index;
    if (await isFree(port)) return [service, port];
    throw new Error(
      `Port ${port} (${SERVICES[service]}) is taken. Stop what uses it, or start on other ports with --port ${base + 1000}`,
    );
  });
  return Object.fromEntries(await Promise.all(chosen)) as Ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}
