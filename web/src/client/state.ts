import type { SignInOutput } from 'aws-amplify/auth';
import type { Challenge } from './challenge';
import type { Message } from './messages';

/** A message above a form: why the person is (back) here. */
export interface Notice extends Message {
  tone: 'info' | 'warning';
}

/** The current sign-in: what the forms show beyond the step itself. */
export interface SignInState {
  /** Fills the sign-in form when the person comes back to it. */
  email: string;
  /** The code that the person is asked for. */
  challenge?: Challenge | undefined;
  /** Whether the person ticked the box to have this browser remembered. */
  remember: boolean;
  /** Names of the attributes that the person has to give with a first password. */
  missingAttributes: string[];
  notice?: Notice | undefined;
  /** What went wrong at the current step. */
  problem?: Message | undefined;
  /** Why nobody can sign in to this account for now. */
  blocked?: Message | undefined;
  /** When the person can ask for another code of sign-up or password reset, in epoch milliseconds. */
  resendAt: number;
  /** The next step, if the sign-in form is to be skipped: it submits itself, and this runs instead. */
  continuation?: (() => Promise<SignInOutput>) | undefined;
  /** A step outside the sign-in itself that a reload interrupted: its email is already sent. */
  resuming?: 'confirmSignUp' | 'resetPassword' | undefined;
}
