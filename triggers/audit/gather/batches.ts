/** How much one call accepts. */
export interface BatchLimits<T> {
  items: number;
  bytes: number;
  /** As the service counts them. */
  bytesOf(item: T): number;
  /** Whether an item may be in one batch with the first. */
  fits?(first: T, item: T): boolean;
}

/**
 * Divides items into batches within the limits, in order. An item that is too large by itself becomes a batch
 * of its own, which the service refuses.
 */
export function inBatches<T>(items: readonly T[], limits: BatchLimits<T>): T[][] {
  const batches: T[][] = [];
  let batch: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = limits.bytesOf(item);
    const [first] = batch;
    const full =
      batch.length >= limits.items ||
      bytes + size > limits.bytes ||
      (first !== undefined && limits.fits?.(first, item) === false);
    if (full && batch.length > 0) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}
