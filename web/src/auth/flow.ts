import type { SignInOutput } from 'aws-amplify/auth';
import type { Challenge } from './challenge';

/** What to tell the person above the sign-in form: why they are (back) there. */
export interface Notice {
  tone: 'info' | 'warning';
  text: string;
}

/** The sign-in under way: what the Authenticator's own state has no room for. In memory only. */
export interface SignInFlow {
  /** Fills the sign-in form when the person comes back to it. */
  email: string;
  /** The code being waited for. */
  challenge?: Challenge;
  notice?: Notice;
  /**
   * How the sign-in goes on by itself: the sign-in form submits itself as soon as it is reached, and
   * this takes the place of asking for the password again.
   */
  next?: () => Promise<SignInOutput>;
}
