import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, createHmac, type BinaryLike } from 'node:crypto';
import { requiredEnv } from './environment';
import { defaultProvider } from './slim-sdk/credentials';

/** A function that was invoked answered with an error of its own. */
export class FunctionError extends Error {
  override name = 'FunctionError';
}

/**
 * Invokes a function and waits for its answer. Lambda's client of the SDK would add 88 kB to a bundle for
 * this one call.
 * @param timeout milliseconds
 * @throws FunctionError with the message of the function's own error; Error if it could not be invoked
 */
export async function invokeFunction(
  arn: string,
  event: unknown,
  timeout: number,
): Promise<unknown> {
  const region = requiredEnv('AWS_REGION');
  const body = JSON.stringify(event);
  const url = new URL(
    `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`,
    process.env.AWS_ENDPOINT_URL_LAMBDA ?? `https://lambda.${region}.${domainOf(arn)}`,
  );
  const signer = new SignatureV4({
    service: 'lambda',
    region,
    credentials: defaultProvider(),
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json' },
    query: {},
    body,
  });
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(timeout),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`Lambda answered ${response.status} for ${arn}: ${answer}`);
  const result: unknown = JSON.parse(answer || 'null');
  if (!response.headers.has('x-amz-function-error')) return result;
  const { errorMessage = 'unknown error' } = (result ?? {}) as { errorMessage?: string };
  throw new FunctionError(errorMessage);
}

const domainOf = (arn: string) =>
  arn.startsWith('arn:aws-cn:') ? 'amazonaws.com.cn' : 'amazonaws.com';

/** SHA-256, with a secret as HMAC, in the shape that the signer asks for. */
class Sha256 {
  private hash;
  constructor(private readonly secret?: unknown) {
    this.hash = this.start();
  }
  update(data: unknown): void {
    this.hash.update(data as BinaryLike);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }
  reset(): void {
    this.hash = this.start();
  }
  private start() {
    return this.secret ? createHmac('sha256', this.secret as BinaryLike) : createHash('sha256');
  }
}
