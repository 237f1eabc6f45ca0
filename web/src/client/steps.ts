import type { SignInOutput } from 'aws-amplify/auth';
import type { Challenge } from './challenge';

/** Steps by names that the Authenticator knows. */

/** A step that the Authenticator has no form for: it falls back to an empty sign-in form. */
export const TO_SIGN_IN_FORM: SignInOutput = {
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE' },
};

export const CONFIRM_SIGN_UP: SignInOutput = {
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_UP' },
};

export const SIGNED_IN: SignInOutput = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

/** The Authenticator's code form stands in for the custom challenge, which it does not know. */
export const codeForm = ({ destination }: Challenge): SignInOutput => ({
  isSignedIn: false,
  nextStep: {
    signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
    codeDeliveryDetails: { destination, deliveryMedium: 'EMAIL' },
  },
});

export const firstPasswordForm = (missingAttributes: string[]): SignInOutput => ({
  isSignedIn: false,
  nextStep: {
    signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED',
    missingAttributes: missingAttributes as never,
  },
});
