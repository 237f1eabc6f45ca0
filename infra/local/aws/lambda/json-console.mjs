import console from 'node:console';
import process from 'node:process';
import { format } from 'node:util';

const LEVELS = {
  debug: 'DEBUG',
  error: 'ERROR',
  info: 'INFO',
  log: 'INFO',
  trace: 'TRACE',
  warn: 'WARN',
};

const plainError = (error) => ({
  errorType: error.name,
  errorMessage: error.message,
  stackTrace: error.stack?.split('\n') ?? [],
});

/**
 * Makes `console` write as Lambda does with the log format JSON: one object per line with timestamp,
 * level, requestId and message; a single object stays an object, and the last error is spelled out.
 * @param {() => string | undefined} requestId of the event being handled
 */
export function logAsJson(requestId) {
  for (const [method, level] of Object.entries(LEVELS)) {
    const stream = ['error', 'trace', 'warn'].includes(method) ? process.stderr : process.stdout;
    console[method] = (...values) => {
      const error = values.findLast((value) => value instanceof Error);
      const [only] = values;
      const line = {
        timestamp: new Date().toISOString(),
        level,
        requestId: requestId(),
        ...(error && plainError(error)),
        message:
          values.length === 1 && typeof only === 'object' && !error ? only : format(...values),
      };
      stream.write(`${JSON.stringify(line)}\n`);
    };
  }
}
