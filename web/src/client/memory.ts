import type { Challenge } from './challenge';
import type { SignInState } from './state';

const KEY = 'sign-in';
/** Amplify's key for the session of a sign-in. Amplify removes it after three minutes. */
const AMPLIFY_SESSION = 'CognitoSignInState.signInSession';

/** Keeps the code step of this tab in sessionStorage; never the password or the code. */
export class SignInMemory {
  constructor(private readonly storage: Storage) {}

  keep({ email, challenge }: SignInState): void {
    this.storage.setItem(KEY, JSON.stringify({ email, challenge }));
  }

  forget(): void {
    this.storage.removeItem(KEY);
  }

  /**
   * The code step that a reload interrupted, undefined if there was none. `canContinue` is false once Amplify
   * has dropped its session; Amplify must be loaded before.
   */
  recall(): { email: string; challenge: Challenge; canContinue: boolean } | undefined {
    const kept = this.storage.getItem(KEY);
    if (!kept) return undefined;
    const { email, challenge } = JSON.parse(kept) as { email: string; challenge: Challenge };
    return { email, challenge, canContinue: this.storage.getItem(AMPLIFY_SESSION) !== null };
  }
}
