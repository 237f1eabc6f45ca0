import crypto from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Importing this lets the emulated services of the process use a few RSA keys in turn. Each takes a quarter of a
 * second of CPU to make, and a stack needs three.
 */
const KEPT = 6;

// Jest gives every test file of a worker the same `crypto`.
if (!(promisify.custom in crypto.generateKeyPair)) {
  const generate = promisify(crypto.generateKeyPair) as (...args: unknown[]) => Promise<unknown>;
  const kept = new Map<string, Promise<unknown>>();
  let calls = 0;
  const reuse = (...args: unknown[]) => {
    const name = JSON.stringify([...args, calls++ % KEPT]);
    const pair = kept.get(name) ?? generate(...args);
    kept.set(name, pair);
    return pair;
  };
  Object.defineProperty(crypto.generateKeyPair, promisify.custom, { value: reuse });
}
