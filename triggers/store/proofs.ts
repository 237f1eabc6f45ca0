import { browsersIn, useBrowser, type ProvedKey } from './browsers';
import { browsersKey, userKey } from './keys';
import { passItem, type Pass } from './pass';
import type { RecentSignIn } from './sign-ins';
import { put, transact, update } from './table';
import { isPassWaiting } from './tokens';
import { signedInByBrowser } from './user-updates';

/** The proof of a remembered browser, with a signature that is right. */
export interface Proof {
  pass: Pass;
  key: ProvedKey;
  signIn: RecentSignIn;
}

export type ProofResult =
  | 'ACCEPTED'
  /** Accepted before, and its pass is still there: Cognito runs Verify again if it got no answer in time. */
  | 'REPEATED'
  /** The browser was forgotten since it was asked, or its time is over. */
  | 'FORGOTTEN'
  /** This nonce or a later one was proved before. */
  | 'REPLAYED';

/**
 * Accepts a proof once: notes that the browser was used and leaves the pass, in one transaction. Of proofs of
 * one nonce that are given at the same time, one finds the nonce unproved.
 */
export async function acceptProof({ pass, key, signIn }: Proof): Promise<ProofResult> {
  const { user, clientId, challengeId } = pass;
  const accept = (forgetClients: boolean) =>
    transact([
      update(browsersKey(user.userPoolId, user.sub), useBrowser(key)),
      update(
        userKey(user.userPoolId, user.sub),
        signedInByBrowser({ clientId, signIn }, forgetClients),
      ),
      put(passItem(pass)),
    ]);
  let failed = await accept(false);
  if (failed?.[0]?.holds) failed = await accept(true);
  if (!failed) return 'ACCEPTED';

  const browser = browsersIn(failed[0]?.item)[key.id];
  if (!browser || browser.expiresAt <= key.now) return 'FORGOTTEN';
  const isRepeat = browser.provedNonceOf === key.nonceAt;
  return isRepeat && (await isPassWaiting(user, challengeId, key.now)) ? 'REPEATED' : 'REPLAYED';
}
