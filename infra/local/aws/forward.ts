import { Agent, request, type RequestListener } from 'node:http';

/** Passes each request on to another server, and its answer back. */
export function forward(target: string): { handler: RequestListener; close(): void } {
  const agent = new Agent({ keepAlive: true });
  return {
    handler: (incoming, outgoing) => {
      const { method, headers, url = '/' } = incoming;
      const passedOn = request(new URL(url, target), { method, headers, agent }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      passedOn.on('error', () => outgoing.destroy());
      outgoing.on('close', () => passedOn.destroy());
      incoming.pipe(passedOn);
    },
    close: () => agent.destroy(),
  };
}
