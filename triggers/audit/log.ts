import { maskAddress } from '../mail/address';

/** What may stand in a log line: who (sub), where (client), which challenge, why. Never a code, key or token. */
export interface LogFields {
  sub?: string | undefined;
  clientId?: string | undefined;
  challengeId?: string | undefined;
  reason?: string | undefined;
  [other: string]: string | number | undefined;
}

/** Writes one structured line: with JSON logging, Lambda keeps an object as it is and adds time and request id. */
export function log(event: string, fields: LogFields = {}): void {
  console.log({ event, ...fields });
}

export function logError(event: string, error: unknown, fields: LogFields = {}): void {
  log(event, { ...fields, ...errorFields(error) });
}

/** Name and message of an error, with every address in it masked: SES names recipients in its messages. */
export function errorFields(error: unknown): { error: string; message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    error: name,
    // An apostrophe ends no address: it may be a part of one.
    message: message.replace(/[^\s<>",;:]+@[^\s<>",;:]+/g, maskAddress),
  };
}
