import { userKey } from './keys';
import { takePass } from './pass';
import type { User } from './records';
import { updateIf } from './table';

/**
 * Exchanges the pass of this user and app client for the right to tokens.
 * @param now epoch milliseconds
 * @returns false if there is no such pass, or it has expired
 */
export const redeemPass = ({ userPoolId, sub }: User, clientId: string, now: number) =>
  updateIf(userKey(userPoolId, sub), takePass(clientId, now));
