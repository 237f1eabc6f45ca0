import { SignatureV4 } from '@smithy/signature-v4';
import { requiredEnv } from './environment';
import { defaultProvider } from './slim-sdk/credentials';
import { Sha256 } from './slim-sdk/sha256';

export interface SignedPost {
  service: 'lambda' | 'ssm';
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds. */
  timeout: number;
}

/**
 * One signed call to a service of this region. A client of the SDK would add 88 kB to a bundle for one call.
 * @throws Error if there is no answer in time
 */
export async function signedPost({ service, path, ...request }: SignedPost): Promise<Response> {
  const region = requiredEnv('AWS_REGION');
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const local = process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`];
  const url = new URL(path, local ?? `https://${service}.${region}.${domain}`);
  const signer = new SignatureV4({
    service,
    region,
    credentials: defaultProvider(),
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, ...request.headers },
    query: {},
    body: request.body,
  });
  const signal = AbortSignal.timeout(request.timeout);
  return fetch(url, { method: 'POST', headers, body: request.body, signal });
}
