/**
 * One instance of a Lambda function, in a worker thread: loads the bundle, then handles one event at a
 * time. Plain JavaScript, because a worker starts without the TypeScript loader, as it should: nothing
 * but the bundle is to be in it.
 *
 * workerData: `{ bundle, handler, jsonLogs, ahead, context }`; from the parent: `{ requestId, event, deadline }`
 * (event as JSON, deadline in epoch milliseconds), or `{ ahead }`, how many milliseconds the clock of the stack is
 * ahead; to the parent: `{ type: 'ready' }`,
 * `{ type: 'result', payload }` or `{ type: 'error', payload, fatal }`, payload as JSON.
 */
import console from 'node:console';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { logAsJson } from './json-console.mjs';
import { moveClock, realNow } from './moved-clock.mjs';

/** In the order of Lambda. */
const EXTENSIONS = ['.js', '.mjs', '.cjs'];

const { bundle, handler: handlerName, jsonLogs, ahead, context } = workerData;
moveClock(ahead);
const current = { requestId: undefined };
if (jsonLogs) logAsJson(() => current.requestId);

const describe = (error) =>
  JSON.stringify(
    error instanceof Error
      ? {
          errorType: error.name,
          errorMessage: error.message,
          trace: error.stack?.split('\n') ?? [],
        }
      : { errorType: typeof error, errorMessage: String(error), trace: [] },
  );

/** Resolves when the parent has read all that was written so far. */
const flush = () =>
  Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))),
  );

async function load() {
  const [file, name] = handlerName.split('.');
  const path = EXTENSIONS.map((end) => join(bundle, file + end)).find((each) => existsSync(each));
  if (!path) throw new Error(`Cannot find module '${file}' of the handler ${handlerName}`);
  const exports = await import(pathToFileURL(path).href);
  const handler = exports[name] ?? exports.default?.[name];
  if (typeof handler !== 'function') throw new Error(`${handlerName} is not a function`);
  return handler;
}

/** A handler returns a promise, or takes a callback, which Lambda allows up to Node.js 22. */
function call(handler, event, lambdaContext) {
  return new Promise((resolve, reject) => {
    const returned = handler(event, lambdaContext, (error, result) =>
      error ? reject(error) : resolve(result),
    );
    if (handler.length < 3 || typeof returned?.then === 'function') resolve(returned);
  });
}

async function run(handler, { requestId, event, deadline }) {
  current.requestId = requestId;
  try {
    const result = await call(handler, JSON.parse(event), {
      ...context,
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()),
    });
    return { type: 'result', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    // As Lambda does: an error that the handler let out is in the function's log too.
    console.error('Invoke Error', error);
    return { type: 'error', payload: describe(error), fatal: false };
  }
}

try {
  const handler = await load();
  parentPort.on('message', async (message) => {
    if (message.ahead !== undefined) return moveClock(message.ahead);
    const answer = await run(handler, message);
    await flush();
    parentPort.postMessage(answer);
  });
  parentPort.postMessage({ type: 'ready' });
} catch (error) {
  console.error('Init Error', error);
  await flush();
  parentPort.postMessage({ type: 'error', payload: describe(error), fatal: true });
}
