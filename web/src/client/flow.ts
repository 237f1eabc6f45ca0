import type { SignInOutput } from 'aws-amplify/auth';
import type { Told } from '../vue/language/useLanguage';
import type { Challenge } from './challenge';

/** What to tell the person above a form: why they are (back) there. */
export interface Notice extends Told {
  tone: 'info' | 'warning';
}

/** The sign-in under way: what the Authenticator's own state has no room for. */
export interface SignInFlow {
  /** Fills the sign-in form when the person comes back to it. */
  email: string;
  /** The code being waited for. */
  challenge?: Challenge;
  /** Names of attributes that have to be given with a first password. */
  missingAttributes: string[];
  notice?: Notice;
  /** What went wrong at the step that is shown. */
  problem?: Told;
  /**
   * How the sign-in goes on by itself: the sign-in form submits itself as soon as it is reached, and
   * this takes the place of asking for the password again.
   */
  next?: () => Promise<SignInOutput>;
}
