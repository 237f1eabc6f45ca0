import { gzipSync } from 'node:zlib';
import { listen, type Endpoint } from '../../infra/local/aws/listen';

/** Serves what `target` serves, compressed, as hosting does and the local stack does not. */
export const gzipProxy = (target: string): Promise<Endpoint> =>
  listen(async (request, response) => {
    const answer = await fetch(new URL(request.url ?? '/', target));
    const headers = Object.fromEntries(answer.headers);
    delete headers['content-length'];
    delete headers['transfer-encoding'];
    response.writeHead(answer.status, { ...headers, 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.from(await answer.arrayBuffer())));
  }, 0);
