import type { Challenge } from './challenge';
import type { SignInFlow } from './flow';

const KEY = 'sign-in';
/** Where Amplify keeps the sign-in's session for three minutes; it removes it when that time is over. */
const AMPLIFY_SESSION = 'CognitoSignInState.signInSession';

/** What a tab remembers of the code step, in sessionStorage: never the password, never the code. */
export class SignInMemory {
  constructor(private readonly storage: Storage) {}

  keep({ email, challenge }: SignInFlow): void {
    this.storage.setItem(KEY, JSON.stringify({ email, challenge }));
  }

  forget(): void {
    this.storage.removeItem(KEY);
  }

  /**
   * The code step that a reload interrupted, undefined if there was none. `canGoOn` tells whether Amplify
   * still holds its session; its module must have been loaded before.
   */
  recall(): { email: string; challenge: Challenge; canGoOn: boolean } | undefined {
    const kept = this.storage.getItem(KEY);
    if (!kept) return undefined;
    const { email, challenge } = JSON.parse(kept) as { email: string; challenge: Challenge };
    return { email, challenge, canGoOn: this.storage.getItem(AMPLIFY_SESSION) !== null };
  }
}
