import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guard, type Origins } from './guard';

/** All services bind to this address only: other machines cannot reach the local stack. */
export const HOST = '127.0.0.1';

export interface Closable {
  close(): Promise<void>;
}

/** A service that answers HTTP. */
export interface Endpoint extends Closable {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
}

/**
 * @param port 0 for any free port
 * @param origins pages that may call the service; only its own if omitted
 */
export async function listen(
  handler: RequestListener,
  port: number,
  origins?: Origins,
): Promise<Endpoint> {
  const server = createServer(guard(handler, origins));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, resolve);
  });
  return endpointOf(server);
}

export function endpointOf(server: Server): Endpoint {
  const { port } = server.address() as AddressInfo;
  // Clients reuse idle connections: one that the server closed meanwhile would fail their next call.
  server.keepAliveTimeout = 0;
  return {
    endpoint: `http://${HOST}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
