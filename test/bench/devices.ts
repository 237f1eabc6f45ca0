import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SrpProof, SrpSession, Start } from '../support/srp-client';

/**
 * What people's devices compute for SRP, some 160 ms a sign-in: in a thread of its own, so that no
 * person's clock waits for another person's arithmetic.
 */
export class Devices {
  private readonly worker = new Worker(join(__dirname, 'srp-thread.mjs'), { execArgv: [] });
  /** The worker answers in the order that it was asked in. */
  private readonly waiting: ((result: unknown) => void)[] = [];

  constructor() {
    this.worker.on('message', (result: unknown) => this.waiting.shift()?.(result));
  }

  begin(email: string, password: string, userPoolId: string): Promise<SrpSession> {
    return this.ask('createSrpSession', email, password, userPoolId, false);
  }

  proof(srp: SrpSession, { ChallengeParameters }: Start): Promise<SrpProof> {
    return this.ask('signSrpSession', srp, { ChallengeParameters });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private ask<Result>(name: string, ...args: unknown[]): Promise<Result> {
    return new Promise((resolve) => {
      this.waiting.push((result) => resolve(result as Result));
      this.worker.postMessage({ name, args });
    });
  }
}
