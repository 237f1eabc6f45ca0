/**
 * The arithmetic of SRP's client side, in a worker thread. Plain JavaScript, because a worker starts
 * without the TypeScript loader. From the parent: `{ name, args }` of a function of cognito-srp-helper; to
 * the parent, in the same order: what it returns.
 */
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { parentPort } from 'node:worker_threads';

const FUNCTIONS = { createSrpSession, signSrpSession };

parentPort.on('message', ({ name, args }) => parentPort.postMessage(FUNCTIONS[name](...args)));
