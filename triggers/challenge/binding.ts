import { createHash } from 'node:crypto';
import { BINDING } from '../public-parameters';

/**
 * SHA-256 of the binding in clientMetadata. Only the hash is stored, so that somebody who reads the table
 * cannot take a pass.
 * @returns undefined if there is no binding, or not one of the required form
 */
export function bindingHashOf(
  clientMetadata: Record<string, string> | undefined | null,
): Uint8Array | undefined {
  const binding: unknown = clientMetadata?.[BINDING.metadataName];
  if (typeof binding !== 'string' || !BINDING.pattern.test(binding)) return undefined;
  return createHash('sha256').update(binding).digest();
}
