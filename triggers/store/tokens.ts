import { passKey, userKey } from './keys';
import { takePass, takeUnboundPass, untakenPass } from './pass';
import type { User } from './records';
import { read, updateOrSee } from './table';

/** A request for new tokens, after a right code. */
export interface TokenRequest {
  user: User;
  clientId: string;
  /** SHA-256 of the client's binding; undefined with the setting `passBinding` off. */
  bindingHash: Uint8Array | undefined;
  /** Epoch milliseconds. */
  now: number;
}

/** What the tokens of a pass may say. */
export interface RedeemedPass {
  /** When the code was entered, epoch milliseconds; undefined for a pass of an earlier version. */
  codeAt: number | undefined;
}

/**
 * Exchanges the pass that a right code left for the right to tokens.
 * @returns undefined if there is no pass for this request, or it has expired
 */
export async function redeemPass(request: TokenRequest): Promise<RedeemedPass | undefined> {
  const { user, clientId, bindingHash, now } = request;
  const { done, item } = await updateOrSee(
    passKey(user.userPoolId, user.sub),
    bindingHash ? takePass(clientId, bindingHash, now) : takeUnboundPass(clientId, now),
  );
  if (!done) return undefined;
  return { codeAt: item?.codeAt?.N === undefined ? undefined : Number(item.codeAt.N) };
}

/** Whether the pass of a challenge is still there to be taken: Cognito runs Verify again if it got no answer. */
export async function isPassWaiting(
  user: User,
  challengeId: string,
  now: number,
): Promise<boolean> {
  const pass = untakenPass(await read(passKey(user.userPoolId, user.sub)));
  return pass?.challengeId === challengeId && pass.validUntil > now;
}

/** Whether the record shows a sign-in with a code or a remembered browser through this app client. */
export async function usedCodeThrough(user: User, clientId: string): Promise<boolean> {
  const item = await read(userKey(user.userPoolId, user.sub));
  return item?.codeClients?.SS?.includes(clientId) ?? false;
}
