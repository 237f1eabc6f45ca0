import { brotliCompressSync, constants } from 'node:zlib';
import { listen, type Endpoint } from '../../infra/local/aws/listen';

/** What CloudFront compresses with; its default level is not published. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

export const compressed = (content: Buffer): Buffer => brotliCompressSync(content, BROTLI);

/**
 * Serves what `target` serves as hosting does and the local stack does not: with Brotli, each file compressed
 * once, before it is asked for a second time.
 */
export function compressingProxy(target: string): Promise<Endpoint> {
  const files = new Map<
    string,
    { status: number; headers: Record<string, string>; body: Buffer }
  >();
  return listen(async (request, response) => {
    const path = request.url ?? '/';
    let file = files.get(path);
    if (!file) {
      const answer = await fetch(new URL(path, target));
      const headers = Object.fromEntries(answer.headers);
      delete headers['content-length'];
      delete headers['transfer-encoding'];
      const body = compressed(Buffer.from(await answer.arrayBuffer()));
      file = { status: answer.status, headers, body };
      files.set(path, file);
    }
    response.writeHead(file.status, { ...file.headers, 'content-encoding': 'br' });
    response.end(file.body);
  }, 0);
}
