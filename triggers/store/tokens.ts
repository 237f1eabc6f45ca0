import { passKey, userKey } from './keys';
import { takePass, takeUnboundPass } from './pass';
import type { User } from './records';
import { read, updateIf } from './table';

/** A request for new tokens, after a right code. */
export interface TokenRequest {
  user: User;
  clientId: string;
  /** SHA-256 of the client's binding; undefined with the setting `passBinding` off. */
  bindingHash: Uint8Array | undefined;
  /** Epoch milliseconds. */
  now: number;
}

/**
 * Exchanges the pass that a right code left for the right to tokens.
 * @returns false if there is no pass for this request, or it has expired
 */
export const redeemPass = ({ user, clientId, bindingHash, now }: TokenRequest) =>
  updateIf(
    passKey(user.userPoolId, user.sub),
    bindingHash ? takePass(clientId, bindingHash, now) : takeUnboundPass(clientId, now),
  );

/** Whether this user ever signed in with a code through this app client, as far as the record goes back. */
export async function usedCodeThrough(user: User, clientId: string): Promise<boolean> {
  const item = await read(userKey(user.userPoolId, user.sub));
  return item?.codeClients?.SS?.includes(clientId) ?? false;
}
