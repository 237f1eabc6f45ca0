import type { Browsers } from '../limits/browsers';
import { browsersIn, removeBrowser, unexpired } from './browsers';
import { browsersKey, userKey } from './keys';
import type { User } from './records';
import { recentSignIns, type RecentSignIn } from './sign-ins';
import { read, remove, updateIf } from './table';

/** What a signed-in user may see of the own records, and forget. */

/** A user's remembered browsers that have not expired, by key id. One read. */
export const readBrowsers = async ({ userPoolId, sub }: User, now: number): Promise<Browsers> =>
  unexpired(browsersIn(await read(browsersKey(userPoolId, sub))), now);

/** A user's sign-ins of the last 30 days, at most 20, newest first. One read. */
export const readSignIns = async (
  { userPoolId, sub }: User,
  now: number,
): Promise<RecentSignIn[]> => recentSignIns(await read(userKey(userPoolId, sub)), now);

/**
 * Forgets one remembered browser.
 * @returns false if it was not remembered, or has expired
 */
export const forgetBrowser = (
  { userPoolId, sub }: User,
  id: string,
  now: number,
): Promise<boolean> => updateIf(browsersKey(userPoolId, sub), removeBrowser(id, now));

/**
 * Forgets all remembered browsers of a user.
 * @returns how many, those that had expired left out
 */
export async function forgetBrowsers({ userPoolId, sub }: User, now: number): Promise<number> {
  const forgotten = browsersIn(await remove(browsersKey(userPoolId, sub)));
  return Object.keys(unexpired(forgotten, now)).length;
}
