import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn as amplifySignIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';
import { reactive } from 'vue';
import { useLanguage } from './language/useLanguage';
import { useAuthenticator } from './authenticator';
import { FirstPassword } from '../client/firstPassword';
import type { SignInState } from '../client/state';
import { SignInMemory } from '../client/memory';
import { createServices } from './services';
import { SignIn } from '../client/signIn';

const state = reactive<SignInState>({ email: '', missingAttributes: [] });
const memory = new SignInMemory(sessionStorage);
const { language } = useLanguage();
const signIn = new SignIn(
  state,
  { confirmSignIn, signIn: amplifySignIn, signOut },
  memory,
  () => language.value,
);
const firstPassword = new FirstPassword(signIn, { confirmSignIn });
signIn.resume();

const account = { confirmResetPassword, confirmSignUp, resendSignUpCode, resetPassword, signUp };

/** The sign-in of this page. */
export const useSignIn = () => ({ state, signIn, firstPassword });

/** The Authenticator's `services` for it. */
export const servicesFor = ({ recovery }: { recovery: 'email' | 'admin' }) =>
  createServices(signIn, account, recovery === 'email');

/** Links from one form to another. */
export function useNavigation() {
  const authenticator = useAuthenticator();
  const leaving = (go: () => void) => () => {
    signIn.leaveStep();
    go();
  };
  return {
    toSignIn: leaving(() => authenticator.toSignIn()),
    toSignUp: leaving(() => authenticator.toSignUp()),
    toForgotPassword: leaving(() => authenticator.toForgotPassword()),
  };
}
