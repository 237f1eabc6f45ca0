import { setTimeout as sleep } from 'node:timers/promises';
import { deliver, type Arrival, type DeliveryOptions } from './batch-delivery';

/** Delivers records of one shard in order: one batch at a time. */
export class OrderedQueue {
  private readonly queue: Arrival[] = [];
  private working = false;

  constructor(private readonly options: DeliveryOptions) {}

  add(arrival: Arrival): void {
    this.queue.push(arrival);
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    const { batchSize, batchingWindow } = this.options.mapping;
    const { stopped } = this.options;
    this.working = true;
    // Records that were read together are added one by one: wait for all before cutting the batch.
    await Promise.resolve();
    while (this.queue.length > 0 && !stopped.aborted) {
      if (batchingWindow > 0 && this.queue.length < batchSize) {
        await sleep(batchingWindow, undefined, { signal: stopped }).catch(() => undefined);
      }
      await deliver(this.queue.splice(0, batchSize), this.options);
    }
    this.working = false;
  }
}
