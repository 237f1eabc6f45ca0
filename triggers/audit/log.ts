import { maskAddress } from '../mail/mask-address';

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

/**
 * Name, message and stack of an error, with every address masked: SES names recipients in its messages. Of
 * the stack only the frames are kept, as its first lines repeat the message.
 */
export function errorFields(error: unknown): { error: string; message: string; stack: string } {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const frames = stack.match(/^ {4}at .*$/gm) ?? [];
  return {
    error: name,
    message: maskAddresses(message),
    stack: maskAddresses(frames.map((frame) => frame.trim()).join('\n')),
  };
}

/** An apostrophe ends no address: it may be a part of one. */
const maskAddresses = (text: string) => text.replace(/[^\s<>",;:]+@[^\s<>",;:]+/g, maskAddress);
