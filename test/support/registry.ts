import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A package as `npm publish` sends it. */
interface Published {
  name: string;
  versions: Record<string, { dist: { tarball: string } }>;
  _attachments: Record<string, { data: string }>;
}

export interface Registry {
  url: string;
  /** Packages published so far, by name. */
  published: Map<string, Published>;
  close(): void;
}

/** An npm registry on loopback, as far as publishing and installing one package need it. */
export async function startRegistry(): Promise<Registry> {
  const published = new Map<string, Published>();
  const server = createServer(async (request, response) => {
    const [, name = '', file] = decodeURIComponent(request.url ?? '').split('/');
    const found = published.get(name);
    if (request.method === 'PUT') {
      const body = JSON.parse(await bodyOf(request)) as Published;
      for (const [version, { dist }] of Object.entries(body.versions)) {
        dist.tarball = `${url}/${name}/${name}-${version}.tgz`;
      }
      published.set(name, body);
      response.writeHead(201).end('{}');
    } else if (!found) {
      response.writeHead(404).end('{}');
    } else if (file) {
      const attachment = found._attachments[file];
      response.end(Buffer.from(attachment?.data ?? '', 'base64'));
    } else {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    published,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
