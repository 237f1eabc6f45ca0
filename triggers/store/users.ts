import { userKey } from './keys';
import type { User } from './records';
import { read } from './table';

/** The address that the user's codes go to; undefined before the first code. */
export const codeAddressOf = async ({ userPoolId, sub }: User): Promise<string | undefined> =>
  (await read(userKey(userPoolId, sub)))?.codeAddress?.S;
