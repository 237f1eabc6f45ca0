import { createHash, createHmac } from 'node:crypto';

type Data = string | ArrayBuffer | ArrayBufferView;

/**
 * Stands in for `@smithy/core/checksum` in the bundles: SHA-256 by Node.js, with a secret as HMAC. The package brings
 * an implementation in JavaScript along, for platforms without one.
 */
export class Sha256 {
  private hash;

  constructor(private readonly secret?: Data) {
    this.hash = this.start();
  }

  update(data: Data): void {
    this.hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.hash.digest()));
  }

  reset(): void {
    this.hash = this.start();
  }

  private start() {
    return !this.secret ? createHash('sha256') : createHmac('sha256', bytesOf(this.secret));
  }
}

function bytesOf(data: Data): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}
