import type { Challenge } from './challenge';
import type { TextStorage } from './storage';

/** Where the step of this tab is kept. */
export const STEP_KEY = 'sign-in';
const MINUTE = 60_000;
/** Amplify's keys for the session of a sign-in, and for when it drops that session on a reload. */
const AMPLIFY_SESSION = 'CognitoSignInState.signInSession';
const AMPLIFY_EXPIRY = 'CognitoSignInState.expiry';

/** How long each step can be continued. Cognito's sessions last up to 15 minutes, and it has the last word. */
const LIFETIME = {
  code: 15 * MINUTE,
  firstPassword: 15 * MINUTE,
  confirmSignUp: 24 * 60 * MINUTE,
  resetPassword: 60 * MINUTE,
};

/** A step that the person can continue after a reload. Never holds a password or a code. */
export type InterruptedStep =
  | { step: 'code'; email: string; challenge: Challenge }
  | { step: 'firstPassword'; email: string; missingAttributes: string[] }
  /** `resendAt`: when the person can ask for a new code, in epoch milliseconds. */
  | { step: 'confirmSignUp' | 'resetPassword'; email: string; resendAt: number };

type Kept = InterruptedStep & { until: number };

/** Keeps the step of this tab in sessionStorage: phones drop a tab when people look at their mail. */
export class SignInMemory {
  constructor(private readonly storage: TextStorage) {}

  keep(step: InterruptedStep): void {
    const until = Date.now() + LIFETIME[step.step];
    this.storage.setItem(STEP_KEY, JSON.stringify({ ...step, until }));
    // Amplify drops its session after 3 minutes, whatever the app client allows.
    if (this.hasSession()) this.storage.setItem(AMPLIFY_EXPIRY, String(until));
  }

  forget(): void {
    this.storage.removeItem(STEP_KEY);
  }

  /**
   * The step that a reload interrupted, undefined if there was none. `canContinue` is false if it is too late
   * for that. Amplify must be loaded before.
   */
  recall(): (InterruptedStep & { canContinue: boolean }) | undefined {
    const kept = this.storage.getItem(STEP_KEY);
    if (!kept) return undefined;
    const { until, ...step } = JSON.parse(kept) as Kept;
    const needsSession = step.step === 'code' || step.step === 'firstPassword';
    return { ...step, canContinue: Date.now() < until && (!needsSession || this.hasSession()) };
  }

  private hasSession(): boolean {
    return this.storage.getItem(AMPLIFY_SESSION) !== null;
  }
}
